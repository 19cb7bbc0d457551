// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.delivery;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How the inbox stands, over all nodes. Each handler of a message counts for itself.
 *
 * @param waiting how much is to be handled
 * @param oldestWaiting when the oldest of it arrived, or null when there is none
 * @param dead how many dead letters there are
 */
public record InboxOverview(long waiting, @Nullable Instant oldestWaiting, long dead) {}
