// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.message;

/** How a text is written. Told from the text itself, since the platform's content types are not to be relied on. */
public enum WireFormat {
    /** Begins with an angle bracket. */
    XML,
    /** Begins with a brace. */
    JSON;

    /**
     * The format that the first non-blank byte tells.
     *
     * @throws UnreadablePayloadException when it tells neither
     */
    public static WireFormat of(byte[] bytes, int offset, int length) {
        for (int i = skipByteOrderMark(bytes, offset, length); i < offset + length; i++) {
            switch (bytes[i]) {
                case ' ', '\t', '\r', '\n' -> {}
                case '<' -> {
                    return XML;
                }
                case '{' -> {
                    return JSON;
                }
                default -> throw new UnreadablePayloadException("neither XML nor JSON");
            }
        }
        throw new UnreadablePayloadException("empty");
    }

    private static int skipByteOrderMark(byte[] bytes, int offset, int length) {
        boolean marked = length >= 3
                && bytes[offset] == (byte) 0xEF
                && bytes[offset + 1] == (byte) 0xBB
                && bytes[offset + 2] == (byte) 0xBF;
        return marked ? offset + 3 : offset;
    }
}
