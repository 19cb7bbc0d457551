// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.reply;

import io.github.wecomcallback.message.WeComMessage;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What all replies in XML have in common: the header, with receiver and sender exchanged. */
final class XmlReply {

    private XmlReply() {}

    static XmlText begin(WeComMessage message, Instant now, String type) {
        return new XmlText()
                .open("xml")
                .text("ToUserName", orEmpty(message.fromUserName()))
                .text("FromUserName", orEmpty(message.toUserName()))
                .number("CreateTime", now.getEpochSecond())
                .text("MsgType", type);
    }

    static String end(XmlText xml) {
        return xml.close("xml").toString();
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }
}
