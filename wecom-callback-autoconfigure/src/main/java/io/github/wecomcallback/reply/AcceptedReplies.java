// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.reply;

import static io.github.wecomcallback.reply.ReplyKind.BIND_RESULT;
import static io.github.wecomcallback.reply.ReplyKind.DEVICE_STATUS;
import static io.github.wecomcallback.reply.ReplyKind.FILE;
import static io.github.wecomcallback.reply.ReplyKind.IMAGE;
import static io.github.wecomcallback.reply.ReplyKind.LINK;
import static io.github.wecomcallback.reply.ReplyKind.LOCATION;
import static io.github.wecomcallback.reply.ReplyKind.MARKDOWN;
import static io.github.wecomcallback.reply.ReplyKind.MENU;
import static io.github.wecomcallback.reply.ReplyKind.MINI_PROGRAM;
import static io.github.wecomcallback.reply.ReplyKind.NEWS;
import static io.github.wecomcallback.reply.ReplyKind.STREAM;
import static io.github.wecomcallback.reply.ReplyKind.STREAM_WITH_TEMPLATE_CARD;
import static io.github.wecomcallback.reply.ReplyKind.TEMPLATE_CARD;
import static io.github.wecomcallback.reply.ReplyKind.TEXT;
import static io.github.wecomcallback.reply.ReplyKind.TRANSFER_CUSTOMER_SERVICE;
import static io.github.wecomcallback.reply.ReplyKind.UPDATE_BUTTON;
import static io.github.wecomcallback.reply.ReplyKind.UPDATE_TASK_CARD;
import static io.github.wecomcallback.reply.ReplyKind.UPDATE_TEMPLATE_CARD;
import static io.github.wecomcallback.reply.ReplyKind.VIDEO;
import static io.github.wecomcallback.reply.ReplyKind.VOICE;

import io.github.wecomcallback.message.MessageKind;
import io.github.wecomcallback.message.MessageTypes;
import io.github.wecomcallback.message.WeComMessage;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/** Which payloads accept which replies. Most events accept none. */
public final class AcceptedReplies {

    private static final Set<ReplyKind> ALL = Collections.unmodifiableSet(EnumSet.allOf(ReplyKind.class));
    private static final Set<ReplyKind> NONE = Set.of();
    private static final Set<ReplyKind> OF_APPS = set(TEXT, IMAGE, VOICE, VIDEO, NEWS);
    private static final Set<ReplyKind> OF_KF =
            set(TEXT, IMAGE, VOICE, VIDEO, FILE, LINK, MINI_PROGRAM, LOCATION, MENU);
    private static final Set<ReplyKind> OF_BOTS = set(STREAM, TEMPLATE_CARD, STREAM_WITH_TEMPLATE_CARD);

    private AcceptedReplies() {}

    /** Whether a reply fits a message. One that is sent as it is fits any message. */
    public static boolean accepts(WeComMessage message, Reply reply) {
        ReplyKind kind = reply.kind(message);
        return kind == null || of(message.kind()).contains(kind);
    }

    /** The replies that payloads of this kind accept: all of them, when this version does not know the kind. */
    public static Set<ReplyKind> of(MessageKind kind) {
        return MessageTypes.recordFor(kind) == null ? ALL : documented(kind);
    }

    static Set<ReplyKind> documented(MessageKind kind) {
        return switch (kind.source()) {
            case APP -> kind.isEvent() ? ofAppEvent(kind.event()) : OF_APPS;
            case BOT -> kind.isEvent() ? ofBotEvent(kind.event()) : OF_BOTS;
            case GROUP_BOT -> set(TEXT, MARKDOWN);
            case MINI_PROGRAM -> kind.isEvent() ? NONE : set(TRANSFER_CUSTOMER_SERVICE);
            case DEVICE_CLOUD -> ofDeviceEvent(kind.event());
            case KF -> kind.isEvent() ? ofKfEvent(kind.event()) : OF_KF;
            case DATA_ZONE, EXTERNAL_PAY -> NONE;
        };
    }

    private static Set<ReplyKind> ofAppEvent(String event) {
        return switch (event) {
            case "subscribe", "enter_agent", "LOCATION", "click", "view", "view_miniprogram", "scancode_waitmsg" ->
                OF_APPS;
            case "template_card_menu_event" -> set(TEXT, IMAGE, VOICE, VIDEO, NEWS, UPDATE_TEMPLATE_CARD);
            case "template_card_event" -> set(UPDATE_BUTTON, UPDATE_TEMPLATE_CARD);
            case "taskcard_click" -> set(UPDATE_TASK_CARD);
            default -> NONE;
        };
    }

    private static Set<ReplyKind> ofBotEvent(String event) {
        return switch (event) {
            case "enter_chat" -> set(TEXT, TEMPLATE_CARD);
            case "template_card_event" -> set(UPDATE_TEMPLATE_CARD);
            default -> NONE;
        };
    }

    private static Set<ReplyKind> ofKfEvent(String event) {
        return switch (event) {
            case "enter_session", "session_status_change" -> set(TEXT, MENU);
            case "user_recall_msg" -> OF_KF;
            default -> NONE;
        };
    }

    private static Set<ReplyKind> ofDeviceEvent(String event) {
        return switch (event) {
            case "bind" -> set(BIND_RESULT);
            case "user_scan" -> set(DEVICE_STATUS);
            default -> NONE;
        };
    }

    private static Set<ReplyKind> set(ReplyKind first, ReplyKind... others) {
        return Collections.unmodifiableSet(EnumSet.of(first, others));
    }
}
