// SPDX-License-Identifier: Apache-2.0
/** What keeps deliveries from being lost or handled twice. */
@NullMarked
package io.github.wecomcallback.delivery;

import org.jspecify.annotations.NullMarked;
