// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.crypto;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Signs, verifies, encrypts and decrypts with the token and key of one callback URL. Thread-safe.
 *
 * <pre>{@code
 * CallbackCrypto crypto = new CallbackCrypto("token", EncodingAesKey.of("abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG"));
 * String encrypted = crypto.encrypt("<xml>…</xml>", "ww0123456789abcdef");
 * String signature = crypto.sign("1767232861", "948271035", encrypted);
 * }</pre>
 */
public final class CallbackCrypto {

    private final byte[] token;
    private final @Nullable EncodingAesKey key;
    private final @Nullable MessageCipher cipher;

    /**
     * @param token the token that the admin console shows beside the key
     * @param key the key
     */
    public CallbackCrypto(String token, EncodingAesKey key) {
        this(token, key, new MessageCipher(key));
    }

    private CallbackCrypto(String token, @Nullable EncodingAesKey key, @Nullable MessageCipher cipher) {
        this.token = bytes(token);
        this.key = key;
        this.cipher = cipher;
    }

    /** One that signs and verifies only, where there is no key because nothing is encrypted. */
    public static CallbackCrypto signingOnly(String token) {
        return new CallbackCrypto(token, null, null);
    }

    /** The signature over a cipher text, as request and reply carry it. */
    public String sign(String timestamp, String nonce, String encrypted) {
        return sign(timestamp, nonce, bytes(encrypted));
    }

    /** The signature over a cipher text, as request and reply carry it. */
    public String sign(String timestamp, String nonce, byte[] encrypted) {
        return Signature.of(token, bytes(timestamp), bytes(nonce), encrypted);
    }

    /** Whether a signature is the one over this cipher text; compared in constant time. */
    public boolean verify(String signature, String timestamp, String nonce, String encrypted) {
        return verify(signature, timestamp, nonce, bytes(encrypted));
    }

    /** Whether a signature is the one over this cipher text; compared in constant time. */
    public boolean verify(String signature, String timestamp, String nonce, byte[] encrypted) {
        return Signature.matches(sign(timestamp, nonce, encrypted), signature);
    }

    /** Whether a signature is the one over a query alone, which says nothing of the body. */
    public boolean verifyQuery(String signature, String timestamp, String nonce) {
        return Signature.matches(signQuery(timestamp, nonce), signature);
    }

    /** The signature over a query alone. */
    public String signQuery(String timestamp, String nonce) {
        return Signature.of(token, bytes(timestamp), bytes(nonce));
    }

    /**
     * Opens a cipher text. The caller has verified its signature and compares the receive id.
     *
     * @throws CryptoException when it was not made with this key
     */
    public Decrypted decrypt(String encrypted) {
        return decrypt(bytes(encrypted));
    }

    /**
     * Opens a cipher text. The caller has verified its signature and compares the receive id.
     *
     * @param encrypted the cipher text in Base64
     * @throws CryptoException when it was not made with this key
     */
    public Decrypted decrypt(byte[] encrypted) {
        return cipher().decrypt(encrypted);
    }

    /** Closes a message for the given receiver, behind 16 random bytes of its own. */
    public String encrypt(String message, String receiveId) {
        return new String(encrypt(bytes(message), receiveId), StandardCharsets.ISO_8859_1);
    }

    /** The same with bytes: a message in UTF-8, and a cipher text in Base64. */
    public byte[] encrypt(byte[] message, String receiveId) {
        return cipher().encrypt(message, bytes(receiveId));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Opens media that a bot was sent: pictures, files and videos are encrypted with the same key, and signed by nobody.
     * Neither stream is closed.
     *
     * @return how many bytes were written
     * @throws CryptoException when they were not encrypted with this key. What was written by then is worth nothing
     * @throws IOException when a stream fails
     */
    public long decryptMedia(InputStream encrypted, OutputStream plain) throws IOException {
        if (key == null) {
            throw new IllegalStateException("Nothing is encrypted in plaintext mode");
        }
        return MediaCipher.decrypt(key, encrypted, plain);
    }

    private MessageCipher cipher() {
        if (cipher == null) {
            throw new IllegalStateException("Nothing is encrypted in plaintext mode");
        }
        return cipher;
    }

    @Override
    public String toString() {
        return "CallbackCrypto[hidden]";
    }
}
