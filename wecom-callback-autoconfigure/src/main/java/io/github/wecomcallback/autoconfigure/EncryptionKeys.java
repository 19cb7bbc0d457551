// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.autoconfigure;

import io.github.wecomcallback.delivery.AesGcmPayloadCipher;
import io.github.wecomcallback.delivery.PayloadCipher;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.springframework.boot.diagnostics.FailureAnalyzedException;

/** Makes a cipher out of the configured keys. A mistake stops the start and names the property, not its value. */
final class EncryptionKeys {

    private static final String PROPERTY = "wecom.callback.storage.encryption-keys";

    private EncryptionKeys() {}

    static PayloadCipher cipher(List<String> keys) {
        if (keys.isEmpty()) {
            throw failure(PROPERTY + " holds no key", "Put a key there, or leave the property out");
        }
        List<byte[]> decoded = new ArrayList<>();
        for (int i = 0; i < keys.size(); i++) {
            decoded.add(decode(keys.get(i), PROPERTY + "[" + i + "]"));
        }
        return new AesGcmPayloadCipher(decoded);
    }

    private static byte[] decode(String key, String property) {
        byte[] decoded;
        try {
            decoded = Base64.getDecoder().decode(key.strip());
        } catch (IllegalArgumentException ex) {
            // Not handed on as the cause: it tells a character of the key.
            throw failure(property + " is not Base64", "Make a key with 'openssl rand -base64 32'");
        }
        if (decoded.length != AesGcmPayloadCipher.KEY_LENGTH) {
            throw failure(
                    property + " must be " + AesGcmPayloadCipher.KEY_LENGTH + " bytes in Base64, but has "
                            + decoded.length,
                    "Make a key with 'openssl rand -base64 32'");
        }
        return decoded;
    }

    private static FailureAnalyzedException failure(String problem, String remedy) {
        return new FailureAnalyzedException("The property " + problem + ".", remedy + ".");
    }
}
