// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.support;

import io.github.wecomcallback.account.Account;
import io.github.wecomcallback.account.AccountKind;
import io.github.wecomcallback.crypto.CallbackCrypto;
import io.github.wecomcallback.crypto.EncodingAesKey;
import io.github.wecomcallback.support.WeCom.Delivery;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** One account of each kind, named after it, and what the platform would send to it. */
public final class Urls {

    private static final CallbackCrypto CRYPTO = new CallbackCrypto(WeCom.TOKEN, EncodingAesKey.of(WeCom.AES_KEY));

    private Urls() {}

    public static Account[] accounts() {
        return Arrays.stream(AccountKind.values()).map(Urls::account).toArray(Account[]::new);
    }

    public static Account account(AccountKind kind) {
        return Account.builder()
                .name(kind.name())
                .kind(kind)
                .corpId(WeCom.CORP_ID)
                .suiteId("ww9a27de5310fb6c84")
                .providerCorpId("wwe3b8150c74d9f26a")
                .appId("wx7c0e51a9d2b4f6e8")
                .token(WeCom.TOKEN)
                .aesKey(WeCom.AES_KEY)
                .build();
    }

    /** The kind of account that receives what the catalogue files under this word. */
    public static AccountKind kindOf(String catalogueAccount) {
        return switch (catalogueAccount) {
            case "suite" -> AccountKind.SUITE;
            case "provider" -> AccountKind.PROVIDER;
            case "device", "openhw" -> AccountKind.DEVICE;
            case "bot" -> AccountKind.BOT;
            case "groupbot" -> AccountKind.GROUP_BOT;
            case "miniprogram" -> AccountKind.MINI_PROGRAM;
            default -> AccountKind.APP;
        };
    }

    /** A request to the account of that kind, its envelope written as its plaintext is. */
    public static Delivery deliver(AccountKind kind, String plaintext) {
        String encrypted =
                CRYPTO.encrypt(PresentTime.of(plaintext), account(kind).receiveId());
        String body = plaintext.stripLeading().startsWith("{")
                ? "{\"encrypt\":\"" + encrypted + "\"}"
                : "<xml><Encrypt><![CDATA[" + encrypted + "]]></Encrypt></xml>";
        String timestamp = Long.toString(Instant.now().getEpochSecond());
        String nonce = Long.toUnsignedString(System.nanoTime());
        Map<String, String> query = new LinkedHashMap<>();
        query.put("msg_signature", CRYPTO.sign(timestamp, nonce, encrypted));
        query.put("timestamp", timestamp);
        query.put("nonce", nonce);
        return new Delivery(query, body);
    }
}
