// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.test;

import io.github.wecomcallback.account.Account;
import io.github.wecomcallback.account.AccountKind;
import io.github.wecomcallback.account.AccountKind.JsonEnvelope;
import io.github.wecomcallback.crypto.CryptoException;
import io.github.wecomcallback.crypto.Decrypted;
import io.github.wecomcallback.message.Payload;
import io.github.wecomcallback.message.UnreadablePayloadException;
import io.github.wecomcallback.message.WireFormat;
import org.jspecify.annotations.Nullable;

/**
 * The body of an answer with status 200, read as the platform reads it.
 *
 * @param plaintext the reply, or null where there is none
 * @param problem why the platform would take no reply from it, or null
 */
record OpenedReply(@Nullable String plaintext, @Nullable String problem) {

    private static final OpenedReply NONE = new OpenedReply(null, null);

    static OpenedReply open(Account account, String receiveId, String requestNonce, String body) {
        if (acknowledges(account.kind(), body)) {
            return NONE;
        }
        if (body.isEmpty()) {
            return problem("the body is empty, where '" + account.kind().acknowledgement() + "' is expected");
        }
        if (account.isPlaintext()) {
            return new OpenedReply(body, null);
        }
        try {
            return decrypt(account, receiveId, requestNonce, Payload.of(body));
        } catch (UnreadablePayloadException ex) {
            return problem("the body is neither an acknowledgement nor an encrypted reply");
        } catch (CryptoException ex) {
            return problem("the reply is not encrypted with the account's key");
        }
    }

    /** Where nothing else is demanded, WeCom takes {@code success} as well as an empty body. */
    private static boolean acknowledges(AccountKind kind, String body) {
        return body.equals(kind.acknowledgement()) || kind == AccountKind.APP && body.equals("success");
    }

    private static OpenedReply decrypt(Account account, String receiveId, String requestNonce, Payload envelope) {
        String encrypted = envelope.get("Encrypt");
        String signature = envelope.get("MsgSignature");
        String timestamp = envelope.get("TimeStamp");
        String nonce = envelope.get("Nonce");
        if (encrypted == null || signature == null || timestamp == null || nonce == null) {
            return problem("the body is neither an acknowledgement nor an encrypted reply");
        }
        if (!account.crypto().verify(signature, timestamp, nonce, encrypted)) {
            return problem("the signature of the reply is wrong");
        }
        Decrypted decrypted = account.crypto().decrypt(encrypted);
        if (!decrypted.receiveId().equals(receiveId)) {
            return problem("the reply carries another receive id than the callback");
        }
        boolean sameNonce = account.kind().jsonEnvelope() == JsonEnvelope.LOWER_CASE_WITH_NONCE_OF_REQUEST
                && envelope.format() == WireFormat.JSON;
        if (sameNonce && !nonce.equals(requestNonce)) {
            return problem("the nonce of the reply is not that of the request");
        }
        return new OpenedReply(decrypted.text(), null);
    }

    private static OpenedReply problem(String problem) {
        return new OpenedReply(null, problem);
    }
}
