// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.test;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What a bot answered, as somebody saw it grow.
 *
 * <pre>{@code
 * BotAnswer answer = new BotClient(tester).ask("li.wei", "帮我总结本周工作");
 *
 * answer.expectFinished().expectText("本周完成三项");
 * assertThat(answer.parts()).hasSizeGreaterThan(1);
 * }</pre>
 *
 * @param streamId the id of the stream; null where there was none
 * @param parts the texts that were shown one after the other, each all that there was so far
 * @param finished whether the bot said that this is all; a card alone is all, too
 * @param pictures the pictures at the end
 * @param card the card, or null
 * @param polls how often the bot was asked how its answer goes on
 * @param failedPolls how many of these were not acknowledged
 */
public record BotAnswer(
        @Nullable String streamId,
        List<String> parts,
        boolean finished,
        List<byte[]> pictures,
        @Nullable JsonNode card,
        int polls,
        int failedPolls) {

    /** The text as it was last shown; empty where there was none. */
    public String text() {
        return parts.isEmpty() ? "" : parts.get(parts.size() - 1);
    }

    /**
     * Fails unless the bot said that this is all.
     *
     * @return this
     */
    public BotAnswer expectFinished() {
        if (!finished) {
            throw new AssertionError("Expected the bot to finish its answer, but after " + polls + " polls, of which "
                    + failedPolls + " failed, there was only\n" + text().indent(2));
        }
        return this;
    }

    /**
     * Fails unless the text is this in the end.
     *
     * @return this
     */
    public BotAnswer expectText(String expected) {
        if (!text().equals(expected)) {
            throw new AssertionError(
                    "Expected the bot to answer in the end\n" + expected.indent(2) + "but it was\n" + text().indent(2));
        }
        return this;
    }

    /** How it went: the rest is somebody's data. */
    @Override
    public String toString() {
        return "BotAnswer[" + parts.size() + " parts, " + polls + " polls, " + (finished ? "finished" : "unfinished")
                + "]";
    }
}
