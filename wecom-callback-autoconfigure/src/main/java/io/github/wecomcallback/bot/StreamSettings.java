// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.bot;

import java.time.Duration;

/**
 * The bounds of streaming replies.
 *
 * @param maxOpen how many may be open at a time
 * @param maxDuration how long one may take; the platform asks for six minutes
 * @param silence how long a source may say nothing
 * @param pollTimeout how long after the platform asked last it is taken not to ask any more
 * @param cutTail what a reply ends with that is cut, because it is too long or takes too long
 * @param failureText what a reply ends with whose source failed or fell silent
 * @param busyText the reply when too many are open
 */
public record StreamSettings(
        int maxOpen,
        Duration maxDuration,
        Duration silence,
        Duration pollTimeout,
        String cutTail,
        String failureText,
        String busyText) {}
