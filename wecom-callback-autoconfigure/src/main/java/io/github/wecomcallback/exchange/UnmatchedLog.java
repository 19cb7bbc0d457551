// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.exchange;

import io.github.wecomcallback.message.MessageKind;
import io.github.wecomcallback.message.MessageTypes;
import io.github.wecomcallback.message.Source;
import lombok.extern.slf4j.Slf4j;

/** Says that nobody handles a kind of message, and how to. */
@Slf4j
final class UnmatchedLog {

    private UnmatchedLog() {}

    static void unmatched(String account, MessageKind kind) {
        log.info("""
                No handler for '{}' of account '{}': acknowledged. To handle it, put this into a bean:

                {}
                """, kind, account, suggestion(kind));
    }

    static String suggestion(MessageKind kind) {
        Class<?> record = MessageTypes.recordFor(kind);
        String annotation = kind.isEvent() ? "@WeComEventHandler" : "@WeComMessageHandler";
        String parameter = record == null
                ? "WeComMessage"
                : record.getEnclosingClass().getSimpleName() + "." + record.getSimpleName();
        return "    " + annotation + (record == null ? selectors(kind) : "") + "\n    void handle(" + parameter
                + " message) {\n    }";
    }

    private static String selectors(MessageKind kind) {
        if (!kind.isEvent()) {
            return "(type = " + LogText.literal(kind.type()) + source(kind) + ")";
        }
        String changeType = kind.changeType().isEmpty() ? "" : ", changeType = " + LogText.literal(kind.changeType());
        return "(event = " + LogText.literal(kind.event()) + changeType + source(kind) + ")";
    }

    /** The one family that a handler has to ask for. */
    private static String source(MessageKind kind) {
        return kind.source() == Source.KF ? ", source = Source.KF" : "";
    }
}
