// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.message;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Where the envelopes keep what sort of payload it is. Told from the content: several sorts arrive at one URL. */
final class Discriminators {

    private static final Place[] TYPES = places("MsgType", "msgtype", "msg_type");
    private static final Place[] EVENTS = places(
            "Event",
            "InfoType",
            "event_type",
            "event.eventtype",
            "event.event_type",
            "Event.EventType",
            "command.command_type");
    private static final Place[] CHANGE_TYPES = places("ChangeType", "change_type");
    private static final Place KF_IN_EVENT = Place.of("event.open_kfid");

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
        if (fields.has("open_kfid") || KF_IN_EVENT.in(fields) != null || fields.has("origin")) {
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

    private static String first(ObjectNode fields, Place[] places) {
        for (Place place : places) {
            String text = text(place.in(fields));
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

    private static Place[] places(String... paths) {
        return Arrays.stream(paths).map(Place::of).toArray(Place[]::new);
    }

    /** A field, or a field of one. */
    private record Place(@Nullable String parent, String name) {

        static Place of(String path) {
            int dot = path.indexOf('.');
            return dot < 0 ? new Place(null, path) : new Place(path.substring(0, dot), path.substring(dot + 1));
        }

        @Nullable JsonNode in(ObjectNode fields) {
            JsonNode object = parent == null ? fields : fields.get(parent);
            return object == null ? null : object.get(name);
        }
    }
}
