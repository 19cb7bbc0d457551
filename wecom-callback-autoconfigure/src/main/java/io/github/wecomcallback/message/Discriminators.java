// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.message;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Where the envelopes keep what sort of payload it is. Told from the content: several sorts arrive at one URL. */
final class Discriminators {

    private static final String[] TYPES = {"MsgType", "msgtype", "msg_type"};
    private static final String[] EVENTS = {
        "Event",
        "InfoType",
        "event_type",
        "event.eventtype",
        "event.event_type",
        "Event.EventType",
        "command.command_type"
    };
    private static final String[] CHANGE_TYPES = {"ChangeType", "change_type"};

    private Discriminators() {}

    static MessageKind kindOf(ObjectNode fields) {
        String type = first(fields, TYPES);
        String event = first(fields, EVENTS);
        Source source = sourceOf(fields);
        // A command for a device is one more event to whoever handles it.
        if (!event.isEmpty() && (type.isEmpty() || source == Source.DEVICE_CLOUD && "command".equals(type))) {
            type = MessageKind.EVENT;
        }
        return new MessageKind(source, type, event, first(fields, CHANGE_TYPES));
    }

    private static Source sourceOf(ObjectNode fields) {
        if (fields.has("aibotid")) {
            return Source.BOT;
        }
        if (fields.has("WebhookUrl") || fields.has("webhook_url")) {
            return Source.GROUP_BOT;
        }
        if (fields.has("open_kfid") || at(fields, "event.open_kfid") != null || fields.has("origin")) {
            return Source.KF;
        }
        if (fields.has("base_info")) {
            return Source.DEVICE_CLOUD;
        }
        if (fields.has("event_type")) {
            return fields.has("resource") ? Source.EXTERNAL_PAY : Source.DATA_ZONE;
        }
        // The ids that mini programs have had since the days of official accounts.
        return text(fields.get("ToUserName")).startsWith("gh_") ? Source.MINI_PROGRAM : Source.APP;
    }

    private static String first(ObjectNode fields, String[] paths) {
        for (String path : paths) {
            String text = text(at(fields, path));
            if (!text.isEmpty()) {
                return text;
            }
        }
        return "";
    }

    /** Only plain text counts: an element with children is no discriminator, whatever its name. */
    private static String text(@Nullable JsonNode node) {
        return node != null && node.isString() ? node.stringValue().strip() : "";
    }

    private static @Nullable JsonNode at(ObjectNode fields, String path) {
        int dot = path.indexOf('.');
        if (dot < 0) {
            return fields.get(path);
        }
        JsonNode parent = fields.get(path.substring(0, dot));
        return parent == null ? null : parent.get(path.substring(dot + 1));
    }
}
