// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.exchange;

import io.github.wecomcallback.account.Account;
import io.github.wecomcallback.message.WireFormat;
import java.util.concurrent.ThreadLocalRandom;

/** Encrypts and signs a reply, in the format in which the request came. */
final class ReplyEnvelope {

    private ReplyEnvelope() {}

    static CallbackResponse seal(Account account, WireFormat format, String plaintext, long timestamp) {
        String encrypted = account.crypto().encrypt(plaintext, account.receiveId());
        // Not a secret, only different each time: the random bytes that count are inside the cipher text.
        String nonce = Long.toUnsignedString(ThreadLocalRandom.current().nextLong());
        String signature = account.crypto().sign(Long.toString(timestamp), nonce, encrypted);
        return switch (format) {
            case XML ->
                CallbackResponse.of("application/xml;charset=UTF-8", xml(encrypted, signature, timestamp, nonce));
            case JSON -> CallbackResponse.of("application/json", json(encrypted, signature, timestamp, nonce));
        };
    }

    /** Base64, hex and digits need no escaping. */
    private static String xml(String encrypted, String signature, long timestamp, String nonce) {
        return "<xml><Encrypt><![CDATA[" + encrypted + "]]></Encrypt><MsgSignature><![CDATA[" + signature
                + "]]></MsgSignature><TimeStamp>" + timestamp + "</TimeStamp><Nonce><![CDATA[" + nonce
                + "]]></Nonce></xml>";
    }

    private static String json(String encrypted, String signature, long timestamp, String nonce) {
        return "{\"Encrypt\":\"" + encrypted + "\",\"MsgSignature\":\"" + signature + "\",\"TimeStamp\":" + timestamp
                + ",\"Nonce\":\"" + nonce + "\"}";
    }
}
