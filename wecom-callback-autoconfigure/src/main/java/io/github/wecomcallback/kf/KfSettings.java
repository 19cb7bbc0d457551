// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.kf;

import io.github.wecomcallback.handler.Retry;
import java.time.Duration;

/**
 * How this node pulls.
 *
 * @param firstPull what is handled of an account that was never pulled before
 * @param lease how long after its last sign of life a node is taken for dead, and another pulls in its place
 * @param pollInterval how often to look for what other nodes left behind and for what is to be tried again
 * @param pulls how many accounts are pulled at a time
 * @param threads how many customers' messages are handled at a time
 * @param handlerTimeout how long to wait for the handlers of one message
 * @param retry how often and how soon a message is tried again
 * @param voiceFormat how voice clips are to be had: 0 AMR, 1 Silk
 */
public record KfSettings(
        FirstPull firstPull,
        Duration lease,
        Duration pollInterval,
        int pulls,
        int threads,
        Duration handlerTimeout,
        Retry retry,
        int voiceFormat) {}
