// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.kf;

import io.github.wecomcallback.account.Account;
import io.github.wecomcallback.message.Payload;
import io.github.wecomcallback.message.PayloadReader;
import io.github.wecomcallback.message.UnreadablePayloadException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Makes messages of what a page holds. One that cannot be read does not cost the others. */
@Slf4j
@RequiredArgsConstructor
final class KfItems {

    private static final JsonMapper JSON = new JsonMapper();

    private final PayloadReader payloads = new PayloadReader();
    private final KfStatistics statistics;
    private final Clock clock;

    /** The messages, in their order. What was sent before a time is passed over. */
    List<KfItem> of(Account account, List<JsonNode> page, Instant since) {
        List<KfItem> items = new ArrayList<>();
        for (JsonNode node : page) {
            Payload payload = read(account, node);
            if (payload == null || isBefore(payload, since)) {
                statistics.passedOver();
                continue;
            }
            items.add(KfItem.of(account, payload, clock.instant()));
        }
        return items;
    }

    private @Nullable Payload read(Account account, JsonNode node) {
        try {
            byte[] bytes = JSON.writeValueAsBytes(node);
            return payloads.read(bytes, 0, bytes.length);
        } catch (UnreadablePayloadException ex) {
            log.warn("A customer-service message to account '{}' cannot be read; it is passed over", account.name());
            return null;
        }
    }

    private static boolean isBefore(Payload payload, Instant since) {
        Instant sent = payload.createTime();
        return sent != null && sent.isBefore(since);
    }
}
