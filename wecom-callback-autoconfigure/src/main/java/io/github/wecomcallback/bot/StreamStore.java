// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.bot;

import io.github.wecomcallback.reply.StreamReply;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Where nodes tell each other of their streaming replies, so that the platform may ask any of them. {@link
 * RedisStreamStore} is used where the redelivery guard uses Redis; define a bean to bring another.
 *
 * <p>Must be thread-safe. It may block: it is called on threads of its own, and nobody waits for it longer than three seconds.
 */
public interface StreamStore {

    /**
     * Keeps what there is of a stream, in the place of what was kept of it before. Called by the node that the stream is at
     * work on, every few seconds and after each change.
     *
     * @param stream tells it from all others
     * @param part what there is, to be given to who asks
     * @param keep how long to keep it
     * @return how long ago another node was asked, or null when none was
     */
    @Nullable Duration publish(StreamKey stream, StreamReply part, Duration keep);

    /**
     * Finds what there is of a stream, and notes that it was asked for.
     *
     * @param stream tells it from all others
     * @return what was kept last, or null when there is nothing
     */
    @Nullable Published ask(StreamKey stream);

    /**
     * What was kept.
     *
     * @param part what there was
     * @param age how long ago that was
     */
    record Published(StreamReply part, Duration age) {}
}
