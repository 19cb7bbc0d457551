// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.kf;

import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * What one call of {@code kf/sync_msg} brought.
 *
 * @param items messages and events, from the oldest to the latest
 * @param nextCursor where the next call goes on
 * @param hasMore whether there is more, however few there were
 */
record KfPage(List<JsonNode> items, String nextCursor, boolean hasMore) {}
