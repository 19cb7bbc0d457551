// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.reply;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;

/**
 * A picture in a {@link StreamReply}: JPG or PNG.
 *
 * @param base64 its bytes in Base64
 * @param md5 their MD5
 */
public record Picture(String base64, String md5) {

    private static final int MAX_BYTES = 10 * 1024 * 1024;

    /** The picture with these bytes, at most 10 MB. */
    public static Picture of(byte[] bytes) {
        if (bytes.length > MAX_BYTES) {
            throw new IllegalArgumentException("A picture has at most 10 MB, not " + bytes.length + " bytes");
        }
        return new Picture(Base64.getEncoder().encodeToString(bytes), md5(bytes));
    }

    private static String md5(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(bytes));
        } catch (NoSuchAlgorithmException ex) {
            throw new IllegalStateException(ex);
        }
    }

    ReplyFields fields() {
        return new ReplyFields()
                .put("MsgType", "image")
                .put("Image", new ReplyFields().put("Base64", base64).put("Md5", md5));
    }

    long weight() {
        return Weight.of(base64, md5);
    }

    @Override
    public String toString() {
        return getClass().getSimpleName();
    }
}
