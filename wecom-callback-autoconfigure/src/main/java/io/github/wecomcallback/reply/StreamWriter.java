// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.reply;

/**
 * Writes a streaming reply of an AI bot, on a thread of its own, which is interrupted when nobody wants any more.
 *
 * <pre>{@code
 * @WeComMessageHandler
 * Reply answer(Bot.Text question) {
 *   return Reply.streamed(sink -> model.generate(question.content(), sink::next));
 * }
 * }</pre>
 */
@FunctionalInterface
public interface StreamWriter {

    /**
     * Writes. The reply is complete when this returns, and ends with the configured sentence when it throws.
     *
     * @throws Exception when something went wrong
     */
    void write(StreamSink sink) throws Exception;

    /** Lets go of what it holds: called once, when it has written, or need not any more, from any thread. */
    default void close() {}
}
