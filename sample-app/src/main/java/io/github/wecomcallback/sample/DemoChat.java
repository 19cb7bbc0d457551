// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.sample;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Plays WeCom to the bot: sends it a question, and asks how the answer goes on until it is finished. */
final class DemoChat {

    private static final String QUESTION = """
            {"msgid":"%s","aibotid":"demo","chattype":"single","from":{"userid":"li.wei"},"msgtype":"text",\
            "text":{"content":%s}}""";

    private static final String POLL = """
            {"msgid":"%s","aibotid":"demo","chattype":"single","from":{"userid":"li.wei"},"msgtype":"stream",\
            "stream":{"id":"%s"}}""";

    private static final int PAUSE_MILLIS = 300;

    private final JsonMapper json = JsonMapper.builder().build();
    private final DemoPlatform platform;

    DemoChat(DemoPlatform platform) {
        this.platform = platform;
    }

    /** The answer, and how often the bot was asked for it. */
    String ask(String question) throws IOException, InterruptedException {
        JsonNode stream = stream(QUESTION.formatted("q" + System.nanoTime(), json.writeValueAsString(question)));
        int polls = 0;
        while (!stream.path("finish").asBoolean()) {
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
            polls++;
            stream = stream(
                    POLL.formatted("p" + System.nanoTime(), stream.path("id").asString()));
        }
        return stream.path("content").asString() + " (after " + polls + " polls)";
    }

    private JsonNode stream(String plaintext) throws IOException, InterruptedException {
        return json.readTree(platform.sendToBot(plaintext)).path("stream");
    }
}
