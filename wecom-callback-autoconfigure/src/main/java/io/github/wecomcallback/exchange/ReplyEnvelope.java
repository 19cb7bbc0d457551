// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.exchange;

import io.github.wecomcallback.account.Account;
import io.github.wecomcallback.account.AccountKind.JsonEnvelope;
import io.github.wecomcallback.handler.CallbackContext;
import io.github.wecomcallback.message.WireFormat;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import tools.jackson.core.io.JsonStringEncoder;

/**
 * Encrypts and signs a reply, in the format in which the request came, and for the receive id that it carried. Only to an
 * account that sends in the open, the reply goes in the open.
 */
final class ReplyEnvelope {

    private static final String XML_TYPE = "application/xml;charset=UTF-8";
    private static final String JSON_TYPE = "application/json";

    private ReplyEnvelope() {}

    static CallbackResponse seal(CallbackContext context, Opened opened, String plaintext, long timestamp) {
        Account account = context.account();
        boolean xml = opened.format() == WireFormat.XML;
        String contentType = xml ? XML_TYPE : JSON_TYPE;
        if (account.isPlaintext()) {
            return CallbackResponse.of(contentType, plaintext);
        }
        JsonEnvelope style = account.kind().jsonEnvelope();
        String encrypted =
                account.crypto().encrypt(plaintext, opened.plaintext().receiveId());
        String nonce = !xml && style == JsonEnvelope.LOWER_CASE_WITH_NONCE_OF_REQUEST
                ? Objects.requireNonNull(context.query().get("nonce"))
                : nonce();
        String signature = account.crypto().sign(Long.toString(timestamp), nonce, encrypted);
        return CallbackResponse.of(
                contentType,
                xml
                        ? xml(encrypted, signature, timestamp, nonce)
                        : json(style, encrypted, signature, timestamp, nonce));
    }

    /** Not a secret, only different each time: the random bytes that count are inside the cipher text. */
    private static String nonce() {
        return Long.toUnsignedString(ThreadLocalRandom.current().nextLong());
    }

    /** Base64, hex and digits need no escaping. */
    private static String xml(String encrypted, String signature, long timestamp, String nonce) {
        return "<xml><Encrypt><![CDATA[" + encrypted + "]]></Encrypt><MsgSignature><![CDATA[" + signature
                + "]]></MsgSignature><TimeStamp>" + timestamp + "</TimeStamp><Nonce><![CDATA[" + nonce
                + "]]></Nonce></xml>";
    }

    private static String json(JsonEnvelope style, String encrypted, String signature, long timestamp, String nonce) {
        return style == JsonEnvelope.CAMEL_CASE
                ? "{\"Encrypt\":\"" + encrypted + "\",\"MsgSignature\":\"" + signature + "\",\"TimeStamp\":" + timestamp
                        + ",\"Nonce\":\"" + nonce + "\"}"
                : "{\"encrypt\":\"" + encrypted + "\",\"msgsignature\":\"" + signature + "\",\"timestamp\":" + timestamp
                        + ",\"nonce\":\"" + escaped(nonce) + "\"}";
    }

    /** The nonce of a request was signed by the platform, but it is a text from outside all the same. */
    private static String escaped(String nonce) {
        return new String(JsonStringEncoder.getInstance().quoteAsCharArray(nonce));
    }
}
