// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.benchmarks.sample;

import io.github.wecomcallback.crypto.CallbackCrypto;
import io.github.wecomcallback.crypto.EncodingAesKey;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.concurrent.ThreadLocalRandom;

/** Plays the platform: encrypts and signs. Thread-safe. */
public final class Platform {

    public static final String CORP_ID = "ww4f0c9be27a61d835";
    public static final String TOKEN = "q7Lm2Xv9TnB4";
    public static final String AES_KEY = "Zk3Qm8vT1xYbN6cRw0Jp5sHdLgUe7aFyKi2oXtC9nVE";

    private static final String BEFORE = "<xml><ToUserName><![CDATA[" + CORP_ID + "]]></ToUserName><Encrypt><![CDATA[";
    private static final String AFTER = "]]></Encrypt><AgentID><![CDATA[1000012]]></AgentID></xml>";

    private static final CallbackCrypto CRYPTO = new CallbackCrypto(TOKEN, EncodingAesKey.of(AES_KEY));

    private Platform() {}

    /** Token, key and corp id as settings of the starter. */
    public static String[] settings(String... further) {
        String[] own = {
            "--wecom.callback.corp-id=" + CORP_ID,
            "--wecom.callback.token=" + TOKEN,
            "--wecom.callback.aes-key=" + AES_KEY
        };
        String[] all = new String[own.length + further.length];
        System.arraycopy(own, 0, all, 0, own.length);
        System.arraycopy(further, 0, all, own.length, further.length);
        return all;
    }

    /** What is sent for a plaintext. */
    public static Sealed seal(String plaintext) {
        String encrypted = CRYPTO.encrypt(plaintext, CORP_ID);
        byte[] body = (BEFORE + encrypted + AFTER).getBytes(StandardCharsets.US_ASCII);
        String timestamp = Long.toString(Instant.now().getEpochSecond());
        String nonce = Long.toUnsignedString(ThreadLocalRandom.current().nextLong());
        return new Sealed(CRYPTO.sign(timestamp, nonce, encrypted), timestamp, nonce, body);
    }

    /** The plaintext of a reply. */
    public static String open(String reply) {
        int start = reply.indexOf("<![CDATA[", reply.indexOf("<Encrypt>")) + "<![CDATA[".length();
        return CRYPTO.decrypt(reply.substring(start, reply.indexOf("]]>", start)))
                .text();
    }

    /**
     * A request on its way.
     *
     * @param signature {@code msg_signature}
     * @param timestamp {@code timestamp}
     * @param nonce {@code nonce}
     * @param body the envelope
     */
    public record Sealed(String signature, String timestamp, String nonce, byte[] body) {

        /** Where the cipher text begins in the body. */
        public int encryptedOffset() {
            return BEFORE.length();
        }

        /** How long the cipher text is. */
        public int encryptedLength() {
            return body.length - BEFORE.length() - AFTER.length();
        }

        /** The cipher text. */
        public String encrypted() {
            return new String(body, encryptedOffset(), encryptedLength(), StandardCharsets.US_ASCII);
        }

        /** The parameters as they stand behind the question mark. */
        public String query() {
            return "msg_signature=" + signature + "&timestamp=" + timestamp + "&nonce=" + nonce;
        }
    }
}
