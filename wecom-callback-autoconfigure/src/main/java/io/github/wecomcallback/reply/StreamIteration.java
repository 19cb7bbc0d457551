// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.reply;

import java.util.Iterator;
import java.util.stream.Stream;
import lombok.RequiredArgsConstructor;

/** Says the elements of a Java stream, and closes it. */
@RequiredArgsConstructor
final class StreamIteration implements StreamWriter {

    private final Stream<String> pieces;

    @Override
    public void write(StreamSink sink) {
        Iterator<String> each = pieces.iterator();
        while (!sink.isCancelled() && each.hasNext()) {
            sink.next(each.next());
        }
    }

    @Override
    public void close() {
        pieces.close();
    }
}
