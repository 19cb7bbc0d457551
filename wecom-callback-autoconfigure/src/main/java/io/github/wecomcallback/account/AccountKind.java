// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.account;

import java.time.Duration;
import lombok.AccessLevel;
import lombok.Getter;
import lombok.RequiredArgsConstructor;
import lombok.experimental.Accessors;
import org.jspecify.annotations.Nullable;

/**
 * What an account is to the platform, and with it all that differs from one kind of callback URL to another: the id that
 * callbacks carry behind their message, the body that acknowledges one, how long the platform waits where that is
 * shorter than usual, and how a reply in JSON spells its envelope.
 */
@Getter
@Accessors(fluent = true)
@RequiredArgsConstructor(access = AccessLevel.PRIVATE)
public enum AccountKind {

    /** A self-built app, or a built-in module: contacts, customer contact, approval and their like. */
    APP(ReceiveId.CORP_ID, "", null, JsonEnvelope.CAMEL_CASE),

    /** A third-party suite: its command URL, and its data URL where the customers' corp ids are accepted as well. */
    SUITE(ReceiveId.SUITE_ID, "success", Duration.ofMillis(800), JsonEnvelope.CAMEL_CASE),

    /** The system events of a service provider. */
    PROVIDER(ReceiveId.PROVIDER_CORP_ID, "success", null, JsonEnvelope.CAMEL_CASE),

    /** The devices of a vendor, connected directly or through the vendor's cloud. */
    DEVICE(ReceiveId.PROVIDER_CORP_ID, "success", Duration.ofMillis(800), JsonEnvelope.CAMEL_CASE),

    /** An AI bot (智能机器人). */
    BOT(ReceiveId.NONE, "", null, JsonEnvelope.LOWER_CASE_WITH_NONCE_OF_REQUEST),

    /** A group bot of the older kind. */
    GROUP_BOT(ReceiveId.NONE, "", null, JsonEnvelope.LOWER_CASE),

    /** The customer service of a mini program. */
    MINI_PROGRAM(ReceiveId.APP_ID, "success", null, JsonEnvelope.CAMEL_CASE);

    /** Where the id comes from that callbacks carry behind their message. */
    @Getter(AccessLevel.PACKAGE)
    private final ReceiveId receiveId;

    /** The body that says "received, and no reply". */
    private final String acknowledgement;

    /** How long a request may wait for its handlers, where the platform waits less than five seconds; else null. */
    private final @Nullable Duration replyTimeout;

    /** How a reply in JSON spells its envelope. */
    private final JsonEnvelope jsonEnvelope;

    /** The spellings of an envelope in JSON. */
    public enum JsonEnvelope {
        /** {@code Encrypt}, {@code MsgSignature}, {@code TimeStamp}, {@code Nonce}. */
        CAMEL_CASE,
        /** {@code encrypt}, {@code msgsignature}, {@code timestamp}, {@code nonce}. */
        LOWER_CASE,
        /** The same, and the nonce is the request's. */
        LOWER_CASE_WITH_NONCE_OF_REQUEST
    }
}
