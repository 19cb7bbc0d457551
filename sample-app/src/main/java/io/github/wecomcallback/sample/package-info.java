// SPDX-License-Identifier: Apache-2.0
/** A sample application. */
@NullMarked
package io.github.wecomcallback.sample;

import org.jspecify.annotations.NullMarked;
