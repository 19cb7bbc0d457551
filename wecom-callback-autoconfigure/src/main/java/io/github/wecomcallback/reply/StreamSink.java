// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.reply;

import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/** Takes what a {@link StreamWriter} has to say, piece by piece. May be used by several threads. */
public interface StreamSink {

    /**
     * Says the next piece: what comes after all that was said before. Null and empty pieces are nothing.
     *
     * @throws CancellationException when nobody wants any more, so that even a writer without an end comes to one. Let it pass
     */
    void next(@Nullable String piece);

    /** Adds a picture, which goes with the last part; ten at most. */
    void picture(Picture picture);

    /** Whether nobody wants any more: there is too much already, or the platform stopped asking. */
    boolean isCancelled();
}
