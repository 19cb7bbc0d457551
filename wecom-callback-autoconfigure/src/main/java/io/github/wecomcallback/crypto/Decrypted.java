// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.crypto;

import java.nio.charset.StandardCharsets;

/**
 * What a cipher text held: a message and the id of the one it is meant for.
 *
 * <p>The message is a slice of the decrypted buffer, which is not copied and must not be changed.
 *
 * @param buffer the decrypted bytes
 * @param offset where the message starts
 * @param length how many bytes it has
 * @param receiveId the corp id, suite id or empty text behind the message
 */
public record Decrypted(byte[] buffer, int offset, int length, String receiveId) {

    /** The message as text. */
    public String text() {
        return new String(buffer, offset, length, StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return "Decrypted[" + length + " bytes]";
    }
}
