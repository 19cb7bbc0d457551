// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.message;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Where a family of payloads keeps what most payloads have; of several paths, the first that the payload has counts.
 *
 * @param receiver who is addressed
 * @param sender who sent it
 * @param time when it was created
 * @param id what is unique to it
 * @param eventKey what was pressed
 */
record HeaderFields(
        List<String> receiver, List<String> sender, List<String> time, List<String> id, List<String> eventKey) {

    private static final HeaderFields APP = new HeaderFields(
            List.of("ToUserName"),
            List.of("FromUserName", "from.userid"),
            List.of("CreateTime", "TimeStamp"),
            List.of("MsgId"),
            List.of("EventKey"));

    private static final HeaderFields BOT = new HeaderFields(
            List.of("aibotid"),
            List.of("from.userid"),
            List.of("create_time"),
            List.of("msgid"),
            List.of("event.template_card_event.event_key"));

    private static final HeaderFields GROUP_BOT =
            new HeaderFields(List.of(), List.of("From.UserId"), List.of(), List.of("MsgId"), List.of());

    private static final HeaderFields KF = new HeaderFields(
            List.of("open_kfid", "event.open_kfid"),
            List.of("external_userid", "event.external_userid"),
            List.of("send_time"),
            List.of("msgid"),
            List.of());

    private static final HeaderFields DEVICE_CLOUD = new HeaderFields(
            List.of(), List.of(), List.of("base_info.createtime"), List.of("base_info.req_id"), List.of());

    private static final HeaderFields DATA_ZONE =
            new HeaderFields(List.of(), List.of(), List.of("timestamp"), List.of(), List.of());

    private static final HeaderFields EXTERNAL_PAY =
            new HeaderFields(List.of(), List.of(), List.of("create_time"), List.of("id"), List.of());

    static HeaderFields of(Source source) {
        return switch (source) {
            case APP, MINI_PROGRAM -> APP;
            case BOT -> BOT;
            case GROUP_BOT -> GROUP_BOT;
            case KF -> KF;
            case DEVICE_CLOUD -> DEVICE_CLOUD;
            case DATA_ZONE -> DATA_ZONE;
            case EXTERNAL_PAY -> EXTERNAL_PAY;
        };
    }

    static @Nullable JsonNode first(JsonNode fields, List<String> paths) {
        for (String path : paths) {
            JsonNode node = FieldPath.find(fields, path);
            if (node != null) {
                return node;
            }
        }
        return null;
    }
}
