// SPDX-License-Identifier: Apache-2.0
/** What AI bots need beside their handlers: streaming replies, replies to a response URL, and media. */
@NullMarked
package io.github.wecomcallback.bot;

import org.jspecify.annotations.NullMarked;
