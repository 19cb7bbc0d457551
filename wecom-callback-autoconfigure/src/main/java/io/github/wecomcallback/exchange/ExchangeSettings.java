// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.exchange;

import java.time.Duration;

/**
 * What can be set about the way of a callback.
 *
 * @param timestampWindow how far a request's time may be from now, and with a minute more how long ago its message was
 *     made; zero lets any time through
 * @param replyTimeout how long a request waits for its handlers
 * @param late what is answered then
 */
public record ExchangeSettings(Duration timestampWindow, Duration replyTimeout, LatePolicy late) {}
