// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.message;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Where the envelopes keep what sort of payload it is. */
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
        if (type.isEmpty() && !event.isEmpty()) {
            type = MessageKind.EVENT;
        }
        return new MessageKind(type, event, first(fields, CHANGE_TYPES));
    }

    /** Only plain text counts: an element with children is no discriminator, whatever its name. */
    private static String first(ObjectNode fields, String[] paths) {
        for (String path : paths) {
            JsonNode node = at(fields, path);
            if (node != null && node.isString()) {
                return node.stringValue().strip();
            }
        }
        return "";
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
