// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.support;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * One of the catalogue's vectors: invented secrets, and what the platform makes of a plaintext with them.
 *
 * @param random the 16 bytes in front of the plaintext, which a real sender draws anew each time
 * @param body the request or reply as it is sent, for vectors that are no URL verification
 */
public record CryptoVector(
        String name,
        String token,
        String aesKey,
        String receiveId,
        byte[] random,
        String plaintext,
        String timestamp,
        String nonce,
        String encrypted,
        String signature,
        @Nullable String body) {

    public static List<CryptoVector> all() {
        try (InputStream in = CryptoVector.class.getResourceAsStream("/catalogue/vectors.json")) {
            return StreamSupport.stream(
                            JsonMapper.shared().readTree(in.readAllBytes()).spliterator(), false)
                    .map(CryptoVector::of)
                    .toList();
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    private static CryptoVector of(JsonNode node) {
        return new CryptoVector(
                node.required("name").stringValue(),
                node.required("token").stringValue(),
                node.required("encodingAESKey").stringValue(),
                node.required("receiveId").stringValue(),
                HexFormat.of().parseHex(node.required("random16Hex").stringValue()),
                node.required("plaintext").stringValue(),
                node.required("timestamp").stringValue(),
                node.required("nonce").stringValue(),
                node.required("encrypt").stringValue(),
                node.required("msgSignature").stringValue(),
                node.has("body") ? node.get("body").stringValue() : null);
    }

    /** The name only, since reports of tests show it. */
    @Override
    public String toString() {
        return name;
    }
}
