// SPDX-License-Identifier: Apache-2.0
/** The way of one callback: verified, decrypted, read, intercepted, guarded, handled, answered. */
@NullMarked
package io.github.wecomcallback.exchange;

import org.jspecify.annotations.NullMarked;
