// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.test;

import io.github.wecomcallback.account.Account;
import io.github.wecomcallback.account.AccountKind;
import io.github.wecomcallback.crypto.CallbackCrypto;
import io.github.wecomcallback.crypto.EncodingAesKey;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;

/**
 * A request of the platform, encrypted and signed anew for each delivery.
 *
 * @param query the parameters, encoded
 * @param body the envelope
 * @param nonce the nonce among the parameters
 */
record SealedCallback(String query, String body, String nonce) {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final String FOREIGN_KEY = "0foreignKey0foreignKey0foreignKey0foreignKe";

    /** A message or event. */
    static SealedCallback of(Account account, String plaintext, Seal seal) {
        String nonce = number();
        String timestamp = timestamp(seal);
        if (account.isPlaintext()) {
            return new SealedCallback(signedQuery(account, timestamp, nonce, seal), plaintext, nonce);
        }
        String encrypted = encrypt(account, plaintext, seal);
        String query =
                "msg_signature=" + signature(account, timestamp, nonce, encrypted, seal) + time(timestamp, nonce);
        if (account.kind() == AccountKind.MINI_PROGRAM) {
            query = signedQuery(account, timestamp, nonce, seal) + "&encrypt_type=aes&" + query.split("&", 2)[0];
        }
        return new SealedCallback(query, envelope(account, plaintext, encrypted), nonce);
    }

    /** The question whether the URL is the account's. */
    static SealedCallback verification(Account account, String echo) {
        String nonce = number();
        String timestamp = timestamp(Seal.RIGHT);
        if (account.echoesUndecrypted()) {
            return new SealedCallback(
                    signedQuery(account, timestamp, nonce, Seal.RIGHT) + "&echostr=" + echo, "", nonce);
        }
        String encrypted = encrypt(account, echo, Seal.RIGHT);
        String query = "msg_signature=" + signature(account, timestamp, nonce, encrypted, Seal.RIGHT)
                + time(timestamp, nonce) + "&echostr=" + URLEncoder.encode(encrypted, StandardCharsets.UTF_8);
        return new SealedCallback(query, "", nonce);
    }

    /** A number like those that the platform has for nonces and echoes. */
    static String number() {
        return Long.toString(1_000_000_000L + RANDOM.nextInt(Integer.MAX_VALUE));
    }

    private static String timestamp(Seal seal) {
        Instant time = seal.signedAt() == null ? Instant.now() : seal.signedAt();
        return Long.toString(time.getEpochSecond());
    }

    private static String encrypt(Account account, String plaintext, Seal seal) {
        CallbackCrypto crypto =
                seal.foreignKey() ? new CallbackCrypto("foreign", EncodingAesKey.of(FOREIGN_KEY)) : account.crypto();
        return crypto.encrypt(plaintext, receiveId(account, seal));
    }

    static String receiveId(Account account, Seal seal) {
        return seal.receiveId() == null ? account.receiveId() : seal.receiveId();
    }

    private static String signature(Account account, String timestamp, String nonce, String encrypted, Seal seal) {
        return broken(account.crypto().sign(timestamp, nonce, encrypted), seal);
    }

    /** Mini programs sign the query by itself. */
    private static String signedQuery(Account account, String timestamp, String nonce, Seal seal) {
        return "signature=" + broken(account.crypto().signQuery(timestamp, nonce), seal) + time(timestamp, nonce);
    }

    private static String time(String timestamp, String nonce) {
        return "&timestamp=" + timestamp + "&nonce=" + nonce;
    }

    private static String broken(String signature, Seal seal) {
        if (!seal.tampered()) {
            return signature;
        }
        return (signature.charAt(0) == '0' ? '1' : '0') + signature.substring(1);
    }

    /** What stands around the cipher text differs by kind and format, and nobody signed it. */
    private static String envelope(Account account, String plaintext, String encrypted) {
        boolean bot = account.kind() == AccountKind.BOT || account.kind() == AccountKind.GROUP_BOT;
        String receiver = account.receiveId();
        if (account.kind() == AccountKind.BOT || plaintext.stripLeading().startsWith("{")) {
            return bot
                    ? "{\"encrypt\":\"" + encrypted + "\"}"
                    : "{\"ToUserName\":\"" + receiver + "\",\"Encrypt\":\"" + encrypted + "\"}";
        }
        String to = bot ? "" : "<ToUserName><![CDATA[" + receiver + "]]></ToUserName>";
        String agent = account.kind() == AccountKind.APP ? "<AgentID><![CDATA[1000002]]></AgentID>" : "";
        return "<xml>" + to + "<Encrypt><![CDATA[" + encrypted + "]]></Encrypt>" + agent + "</xml>";
    }
}
