// SPDX-License-Identifier: Apache-2.0
/** An application whose handlers run from the inbox, and slices of it, which have none. */
@NullMarked
package io.github.wecomcallback.test.inbox;

import org.jspecify.annotations.NullMarked;
