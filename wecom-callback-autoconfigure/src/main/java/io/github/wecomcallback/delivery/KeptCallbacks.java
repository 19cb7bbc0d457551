// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.delivery;

import io.github.wecomcallback.account.Account;
import io.github.wecomcallback.account.AccountLookup;
import io.github.wecomcallback.delivery.InboxEntry.Content;
import io.github.wecomcallback.handler.CallbackContext;
import io.github.wecomcallback.message.PayloadReader;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes down what a callback said, and makes a callback of it again. What is kept is the plaintext, and those attributes
 * that are text; query, headers and body of the request are not.
 */
@RequiredArgsConstructor
final class KeptCallbacks {

    private static final TypeReference<Map<String, String>> ATTRIBUTES = new TypeReference<>() {};

    private final JsonMapper json = new JsonMapper();
    private final PayloadReader payloads = new PayloadReader();
    private final AccountLookup accounts;
    private final @Nullable PayloadCipher cipher;

    Content write(CallbackContext context) {
        byte[] payload = context.payload().bytes();
        byte[] attributes = attributes(context.attributes());
        return cipher == null
                ? new Content(false, payload, attributes)
                : new Content(true, cipher.encrypt(payload), attributes == null ? null : cipher.encrypt(attributes));
    }

    /**
     * The callback again.
     *
     * @throws RuntimeException when its account is gone or it cannot be decrypted
     */
    CallbackContext read(InboxEntry entry) {
        byte[] payload = open(entry.content(), entry.content().payload());
        return new CallbackContext(
                account(entry.account()),
                Map.of(),
                Map.of(),
                new byte[0],
                payloads.read(payload, 0, payload.length),
                entry.receivedAt(),
                attributes(entry.content()));
    }

    private Account account(String name) {
        Account account = accounts.find(name);
        if (account == null) {
            throw new IllegalStateException("There is no account '" + name + "' any more");
        }
        return account;
    }

    private byte @Nullable [] attributes(Map<String, Object> attributes) {
        Map<String, String> texts = new TreeMap<>();
        attributes.forEach((name, value) -> {
            if (value instanceof String text) {
                texts.put(name, text);
            }
        });
        return texts.isEmpty() ? null : json.writeValueAsString(texts).getBytes(StandardCharsets.UTF_8);
    }

    private Map<String, Object> attributes(Content content) {
        return content.attributes() == null
                ? new ConcurrentHashMap<>()
                : new ConcurrentHashMap<>(json.readValue(open(content, content.attributes()), ATTRIBUTES));
    }

    private byte[] open(Content content, byte[] bytes) {
        if (!content.encrypted()) {
            return bytes;
        }
        if (cipher == null) {
            throw new IllegalStateException(
                    "It was encrypted, but there is no PayloadCipher: is wecom.callback.storage.encryption-keys set?");
        }
        return cipher.decrypt(bytes);
    }
}
