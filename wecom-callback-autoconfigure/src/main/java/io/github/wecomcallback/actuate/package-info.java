// SPDX-License-Identifier: Apache-2.0
/** What operators see: health and metrics. */
@NullMarked
package io.github.wecomcallback.actuate;

import org.jspecify.annotations.NullMarked;
