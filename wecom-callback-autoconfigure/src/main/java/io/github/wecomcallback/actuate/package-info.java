// SPDX-License-Identifier: Apache-2.0
/** What operators see: health, metrics, traces and endpoints. */
@NullMarked
package io.github.wecomcallback.actuate;

import org.jspecify.annotations.NullMarked;
