// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.delivery;

import java.time.Duration;

/**
 * How the inbox works on this node.
 *
 * @param threads how many handlers run at a time
 * @param pollInterval how often to look for what other nodes left behind and for what is to be tried again
 * @param lease how long after its last sign of life a node is taken for dead
 * @param handlerTimeout how long a handler may take, its stage included
 * @param keepHandled how long callbacks are kept after they were handled
 * @param keepDead how long dead letters are kept
 * @param shutdown how long the shutdown may take
 */
public record InboxSettings(
        int threads,
        Duration pollInterval,
        Duration lease,
        Duration handlerTimeout,
        Duration keepHandled,
        Duration keepDead,
        Duration shutdown) {}
