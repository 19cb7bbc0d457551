// SPDX-License-Identifier: Apache-2.0
/** Replies and how they are written. Knows no Spring. */
@NullMarked
package io.github.wecomcallback.reply;

import org.jspecify.annotations.NullMarked;
