// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.test;

import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import lombok.RequiredArgsConstructor;

/** Pictures, files and videos for bots: encrypted with the account's key, padded to 32 bytes, and nothing around them. */
@RequiredArgsConstructor
final class FakeMedia implements FakeHandler {

    static final String PATH = "/media/";
    private static final Duration VALIDITY = Duration.ofMinutes(5);
    private static final int BLOCK = 32;
    private static final int KEY_CHARACTERS = 43;

    private final FakeClock clock;
    private final Map<String, Medium> media = new ConcurrentHashMap<>();

    String add(String aesKey, byte[] bytes) {
        if (aesKey.length() != KEY_CHARACTERS) {
            throw new IllegalArgumentException("An EncodingAESKey has 43 characters, not " + aesKey.length());
        }
        String path = PATH + UUID.randomUUID();
        media.put(path, new Medium(encrypt(Base64.getDecoder().decode(aesKey + "="), bytes), clock.now()));
        return path;
    }

    private static byte[] encrypt(byte[] key, byte[] bytes) {
        int pad = BLOCK - bytes.length % BLOCK;
        byte[] padded = Arrays.copyOf(bytes, bytes.length + pad);
        Arrays.fill(padded, bytes.length, padded.length, (byte) pad);
        try {
            Cipher cipher = Cipher.getInstance("AES/CBC/NoPadding");
            cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new IvParameterSpec(key, 0, 16));
            return cipher.doFinal(padded);
        } catch (GeneralSecurityException ex) {
            throw new IllegalStateException("AES is not available", ex);
        }
    }

    @Override
    public FakeAnswer answer(FakeCall call) {
        Medium medium = media.get(call.path());
        if (medium == null || clock.isOver(medium.added(), VALIDITY)) {
            return FakeAnswer.html(404, "");
        }
        return new FakeAnswer(200, "application/octet-stream", medium.encrypted());
    }

    private record Medium(byte[] encrypted, Instant added) {}
}
