// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.reply;

import lombok.Getter;
import lombok.RequiredArgsConstructor;
import lombok.experimental.Accessors;

/** The kinds of replies that the platform knows. */
@Getter
@Accessors(fluent = true)
@RequiredArgsConstructor
public enum ReplyKind {
    /** A text. */
    TEXT("text"),
    /** A picture. */
    IMAGE("image"),
    /** A voice clip. */
    VOICE("voice"),
    /** A video. */
    VIDEO("video"),
    /** Articles. */
    NEWS("news"),
    /** Another caption for the button that was pressed. */
    UPDATE_BUTTON("update_button"),
    /** Another caption for the task card that was pressed. */
    UPDATE_TASK_CARD("update_taskcard"),
    /** Another card in the place of the one that was pressed. */
    UPDATE_TEMPLATE_CARD("update_template_card"),
    /** A part of a streaming reply, or all of it. */
    STREAM("stream"),
    /** A card. */
    TEMPLATE_CARD("template_card"),
    /** A part of a streaming reply, with a card. */
    STREAM_WITH_TEMPLATE_CARD("stream_with_template_card"),
    /** Markdown. */
    MARKDOWN("markdown"),
    /** A message of a mini program's user, handed over to people. */
    TRANSFER_CUSTOMER_SERVICE("transfer_customer_service"),
    /** A file. */
    FILE("file"),
    /** A link with a picture. */
    LINK("link"),
    /** A mini program's page. */
    MINI_PROGRAM("miniprogram"),
    /** A place. */
    LOCATION("location"),
    /** A menu. */
    MENU("msgmenu"),
    /** Whether a device may be bound. */
    BIND_RESULT(""),
    /** Whether a device is online. */
    DEVICE_STATUS("");

    /** How the platform names it; empty where a reply does not name its kind. */
    private final String msgType;
}
