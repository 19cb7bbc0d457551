// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.kf;

import io.github.wecomcallback.account.Account;
import io.github.wecomcallback.api.WeComApi;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The calls of customer service. */
@RequiredArgsConstructor
final class KfApi {

    private static final int LIMIT = 1000;

    private final WeComApi api;

    KfPage sync(Account account, String openKfId, @Nullable String cursor, @Nullable String token, int voiceFormat) {
        Map<String, Object> body = new LinkedHashMap<>();
        if (cursor != null && !cursor.isEmpty()) {
            body.put("cursor", cursor);
        }
        if (token != null) {
            body.put("token", token);
        }
        body.put("limit", LIMIT);
        body.put("voice_format", voiceFormat);
        body.put("open_kfid", openKfId);
        JsonNode answer = api.post(account, "/cgi-bin/kf/sync_msg", body);
        List<JsonNode> items = new ArrayList<>();
        answer.path("msg_list").forEach(items::add);
        return new KfPage(
                items,
                answer.path("next_cursor").asString(""),
                answer.path("has_more").asInt(0) == 1);
    }

    void send(Account account, ObjectNode message) {
        api.post(account, "/cgi-bin/kf/send_msg", message);
    }

    void sendOnEvent(Account account, ObjectNode message) {
        api.post(account, "/cgi-bin/kf/send_msg_on_event", message);
    }
}
