// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.reply;

import io.github.wecomcallback.message.WeComMessage;
import io.github.wecomcallback.message.WireFormat;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What stands around a reply's own fields, and how they are written: as the message was. */
final class ReplyFrame {

    private ReplyFrame() {}

    /** The header that the message's family wants: receiver and sender exchanged, time and type, or just the type. */
    static ReplyFields begin(WeComMessage message, Instant now, ReplyKind kind) {
        return switch (message.kind().source()) {
            case APP, MINI_PROGRAM ->
                new ReplyFields()
                        .put("ToUserName", orEmpty(message.fromUserName()))
                        .put("FromUserName", orEmpty(message.toUserName()))
                        .put("CreateTime", now.getEpochSecond())
                        .put("MsgType", kind.msgType());
            case BOT, GROUP_BOT, KF -> new ReplyFields().put("MsgType", kind.msgType());
            case DEVICE_CLOUD, DATA_ZONE, EXTERNAL_PAY -> new ReplyFields();
        };
    }

    static byte[] write(WeComMessage message, ReplyFields fields) {
        if (message.payload().format() == WireFormat.XML) {
            return fields.xml();
        }
        return switch (message.kind().source()) {
            case APP, MINI_PROGRAM -> fields.jsonWithXmlNames();
            default -> fields.json();
        };
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }
}
