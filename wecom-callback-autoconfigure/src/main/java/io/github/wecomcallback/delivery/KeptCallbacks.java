// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.delivery;

import io.github.wecomcallback.account.Account;
import io.github.wecomcallback.account.AccountLookup;
import io.github.wecomcallback.delivery.InboxEntry.Content;
import io.github.wecomcallback.handler.CallbackContext;
import io.github.wecomcallback.message.PayloadReader;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes down what a callback said, and makes a callback of it again. What is kept is the plaintext, whom it
 * is for, and those attributes that are text; query, headers and body of the request are not.
 */
@RequiredArgsConstructor
final class KeptCallbacks {

    private static final String RECEIVE_ID = "receiveId";
    private static final String ATTRIBUTES = "attributes";

    private final JsonMapper json = new JsonMapper();
    private final PayloadReader payloads = new PayloadReader();
    private final AccountLookup accounts;
    private final @Nullable PayloadCipher cipher;

    Content write(CallbackContext context) {
        byte[] payload = context.payload().bytes();
        byte[] rest = rest(context);
        return cipher == null
                ? new Content(false, payload, rest)
                : new Content(true, cipher.encrypt(payload), cipher.encrypt(rest));
    }

    /**
     * The callback again.
     *
     * @throws RuntimeException when its account is gone or it cannot be decrypted
     */
    CallbackContext read(InboxEntry entry) {
        byte[] payload = open(entry.content(), entry.content().payload());
        Account account = account(entry.account());
        Rest rest = rest(account, entry.content());
        return new CallbackContext(
                account,
                rest.receiveId(),
                Map.of(),
                Map.of(),
                new byte[0],
                payloads.read(payload, 0, payload.length),
                entry.receivedAt(),
                rest.attributes());
    }

    private Account account(String name) {
        Account account = accounts.find(name);
        if (account == null) {
            throw new IllegalStateException("There is no account '" + name + "' any more");
        }
        return account;
    }

    private byte[] rest(CallbackContext context) {
        ObjectNode rest = json.createObjectNode().put(RECEIVE_ID, context.receiveId());
        ObjectNode attributes = rest.putObject(ATTRIBUTES);
        context.attributes().forEach((name, value) -> {
            if (value instanceof String text) {
                attributes.put(name, text);
            }
        });
        return json.writeValueAsBytes(rest);
    }

    private Rest rest(Account account, Content content) {
        if (content.attributes() == null) {
            return new Rest(account.receiveId(), new ConcurrentHashMap<>());
        }
        JsonNode json = this.json.readTree(open(content, content.attributes()));
        JsonNode attributes = json.path(ATTRIBUTES);
        // Of before it was kept whom a callback is for, there are attributes only, and all of them are text.
        return attributes.isObject()
                ? new Rest(json.path(RECEIVE_ID).stringValue(), texts(attributes))
                : new Rest(account.receiveId(), texts(json));
    }

    private static Map<String, Object> texts(JsonNode json) {
        Map<String, Object> texts = new ConcurrentHashMap<>();
        json.forEachEntry((name, value) -> texts.put(name, value.stringValue()));
        return texts;
    }

    /** What is kept beside the plaintext. */
    private record Rest(String receiveId, Map<String, Object> attributes) {}

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
