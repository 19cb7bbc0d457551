// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.test;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.wecomcallback.annotation.WeComMessageHandler;
import io.github.wecomcallback.message.Bot;
import io.github.wecomcallback.reply.Reply;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Hundreds talk to a bot that runs, over HTTP. */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT, classes = BotConversationTest.App.class)
@AutoConfigureWeComCallbackTester
class BotConversationTest {

    private static final int PEOPLE = 300;
    private static final int WORDS = 3;

    @Autowired
    private WeComCallbackTester tester;

    @Autowired
    private Counting counting;

    @Test
    void hundreds_at_once_get_their_own_answers() {
        BotClient client = new BotClient(tester.account("bot")).every(Duration.ofMillis(50));

        List<CompletableFuture<BotAnswer>> asked = IntStream.range(0, PEOPLE)
                .mapToObj(i -> client.askAsync("user" + i, "question" + i))
                .toList();

        for (int i = 0; i < PEOPLE; i++) {
            BotAnswer answer = asked.get(i).join().expectFinished();
            assertThat(answer.text()).isEqualTo("question" + i + " 1 2 3");
            assertThat(answer.polls()).isGreaterThanOrEqualTo(WORDS);
        }
        assertThat(counting.streams).hasSize(PEOPLE);
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration(exclude = DataSourceAutoConfiguration.class)
    @Import(Counting.class)
    static class App {}

    /** Says one number more for each poll. */
    static class Counting {

        private final Map<String, StringBuffer> streams = new ConcurrentHashMap<>();
        private final Map<String, AtomicInteger> said = new ConcurrentHashMap<>();

        @WeComMessageHandler
        Reply asked(Bot.Text text) {
            String id = "stream-" + text.msgId();
            streams.put(id, new StringBuffer(text.content()));
            said.put(id, new AtomicInteger());
            return Reply.stream(id, text.content(), false);
        }

        @WeComMessageHandler
        Reply polled(Bot.StreamPolled poll) {
            int count = said.get(poll.streamId()).incrementAndGet();
            StringBuffer text = streams.get(poll.streamId()).append(' ').append(count);
            return Reply.stream(poll.streamId(), text.toString(), count == WORDS);
        }
    }
}
