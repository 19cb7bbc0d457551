// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.support;

import io.github.wecomcallback.support.WeCom.Delivery;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** Makes what the platform never would, and signs it all the same: for what lies behind the signature. */
public final class Forger {

    private static final byte[] KEY = Base64.getDecoder().decode(WeCom.AES_KEY + "=");

    private final WeCom weCom = new WeCom();

    /** A well-formed request whose plaintext may be any bytes. */
    public Delivery message(byte[] plaintext) {
        return xml(encrypt(padded(plaintext, plaintext.length, WeCom.CORP_ID, 0)));
    }

    public Delivery message(String plaintext) {
        return message(plaintext.getBytes(StandardCharsets.UTF_8));
    }

    /** A request with this cipher text, signed. */
    public Delivery xml(String encrypted) {
        return new Delivery(
                weCom.signed(encrypted, Instant.now().getEpochSecond()),
                "<xml><Encrypt><![CDATA[" + encrypted + "]]></Encrypt></xml>");
    }

    /** A request whose body has that cipher text somewhere, signed. */
    public Delivery around(String encrypted, String body) {
        return new Delivery(weCom.signed(encrypted, Instant.now().getEpochSecond()), body);
    }

    /** {@code random | length | message | receive id | padding}, with a length field that need not be true. */
    public static byte[] padded(byte[] message, int claimedLength, String receiveId, int random) {
        byte[] id = receiveId.getBytes(StandardCharsets.UTF_8);
        int length = 20 + message.length + id.length;
        int pad = 32 - length % 32;
        ByteBuffer buffer = ByteBuffer.allocate(length + pad);
        buffer.putInt(random).putInt(~random).putLong(random * 31L);
        buffer.putInt(claimedLength).put(message).put(id);
        Arrays.fill(buffer.array(), length, length + pad, (byte) pad);
        return buffer.array();
    }

    /** The bytes as they are, encrypted with the account's key; as many as make whole blocks. */
    public static String encrypt(byte[] blocks) {
        return Base64.getEncoder().encodeToString(aes(Cipher.ENCRYPT_MODE, blocks));
    }

    private static byte[] aes(int mode, byte[] blocks) {
        try {
            Cipher cipher = Cipher.getInstance("AES/CBC/NoPadding");
            cipher.init(mode, new SecretKeySpec(KEY, "AES"), new IvParameterSpec(KEY, 0, 16));
            return cipher.doFinal(blocks);
        } catch (GeneralSecurityException ex) {
            throw new AssertionError(ex);
        }
    }
}
