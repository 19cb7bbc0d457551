// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.exchange;

import io.github.wecomcallback.account.Account;
import io.github.wecomcallback.account.AccountKind.JsonEnvelope;
import io.github.wecomcallback.handler.CallbackContext;
import io.github.wecomcallback.message.WireFormat;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
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

    static CallbackResponse seal(CallbackContext context, Opened opened, byte[] plaintext, long timestamp) {
        Account account = context.account();
        boolean xml = opened.format() == WireFormat.XML;
        String contentType = xml ? XML_TYPE : JSON_TYPE;
        if (account.isPlaintext()) {
            return new CallbackResponse(200, contentType, plaintext);
        }
        JsonEnvelope style = account.kind().jsonEnvelope();
        byte[] encrypted =
                account.crypto().encrypt(plaintext, opened.plaintext().receiveId());
        String nonce = !xml && style == JsonEnvelope.LOWER_CASE_WITH_NONCE_OF_REQUEST
                ? Objects.requireNonNull(context.query().get("nonce"))
                : nonce();
        String time = Long.toString(timestamp);
        String signature = account.crypto().sign(time, nonce, encrypted);
        byte[] body = xml ? xml(encrypted, signature, time, nonce) : json(style, encrypted, signature, time, nonce);
        return new CallbackResponse(200, contentType, body);
    }

    /** Not a secret, only different each time: the random bytes that count are inside the cipher text. */
    private static String nonce() {
        return Long.toUnsignedString(ThreadLocalRandom.current().nextLong());
    }

    /** Base64, hex and digits need no escaping. */
    private static byte[] xml(byte[] encrypted, String signature, String timestamp, String nonce) {
        return around(
                encrypted,
                "<xml><Encrypt><![CDATA[",
                "]]></Encrypt><MsgSignature><![CDATA[" + signature + "]]></MsgSignature><TimeStamp>" + timestamp
                        + "</TimeStamp><Nonce><![CDATA[" + nonce + "]]></Nonce></xml>");
    }

    private static byte[] json(JsonEnvelope style, byte[] encrypted, String signature, String timestamp, String nonce) {
        return style == JsonEnvelope.CAMEL_CASE
                ? around(
                        encrypted,
                        "{\"Encrypt\":\"",
                        "\",\"MsgSignature\":\"" + signature + "\",\"TimeStamp\":" + timestamp + ",\"Nonce\":\"" + nonce
                                + "\"}")
                : around(
                        encrypted,
                        "{\"encrypt\":\"",
                        "\",\"msgsignature\":\"" + signature + "\",\"timestamp\":" + timestamp + ",\"nonce\":\""
                                + escaped(nonce) + "\"}");
    }

    private static byte[] around(byte[] encrypted, String before, String after) {
        byte[] begin = before.getBytes(StandardCharsets.UTF_8);
        byte[] end = after.getBytes(StandardCharsets.UTF_8);
        byte[] all = Arrays.copyOf(begin, begin.length + encrypted.length + end.length);
        System.arraycopy(encrypted, 0, all, begin.length, encrypted.length);
        System.arraycopy(end, 0, all, begin.length + encrypted.length, end.length);
        return all;
    }

    /** The nonce of a request was signed by the platform, but it is a text from outside all the same. */
    private static String escaped(String nonce) {
        return new String(JsonStringEncoder.getInstance().quoteAsCharArray(nonce));
    }
}
