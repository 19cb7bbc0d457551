// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.bot;

import java.io.IOException;
import java.io.OutputStream;
import lombok.RequiredArgsConstructor;

/** Lets so many bytes through and no more. */
@RequiredArgsConstructor
final class BoundedOutputStream extends OutputStream {

    private final OutputStream out;
    private final long limit;
    private long count;

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        count += length;
        if (count > limit) {
            throw new TooLongException();
        }
        out.write(bytes, offset, length);
    }

    /** There is more. */
    static final class TooLongException extends IOException {

        private static final long serialVersionUID = 1L;
    }
}
