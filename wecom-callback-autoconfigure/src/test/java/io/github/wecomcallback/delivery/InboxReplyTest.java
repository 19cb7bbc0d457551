// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import io.github.wecomcallback.annotation.Delivery;
import io.github.wecomcallback.annotation.WeComMessageHandler;
import io.github.wecomcallback.exchange.ReplyCarrier;
import io.github.wecomcallback.exchange.ReplyDelayedException;
import io.github.wecomcallback.handler.CallbackContext;
import io.github.wecomcallback.handler.Retry;
import io.github.wecomcallback.message.Kf;
import io.github.wecomcallback.message.UserMessage;
import io.github.wecomcallback.reply.Reply;
import io.github.wecomcallback.support.LogCapture;
import io.github.wecomcallback.support.Pools;
import io.github.wecomcallback.support.WeCom;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.event.Level;
import tools.jackson.databind.json.JsonMapper;

/** What becomes of a reply that a handler gives from the inbox. */
@ParameterizedClass
@EnumSource(
        value = Pools.class,
        names = {"H2", "H2_WITHOUT_AUTO_COMMIT"})
class InboxReplyTest {

    @RegisterExtension
    private final LogCapture log = LogCapture.at(Level.WARN);

    private final HikariDataSource dataSource;
    private final Post post = new Post();

    InboxReplyTest(Pools pools) {
        dataSource = pools.withTables();
    }

    @AfterEach
    void closePool() {
        dataSource.close();
    }

    @Test
    void it_is_sent_where_replies_are_sent() {
        try (InboxNode node =
                InboxNode.on(dataSource, new Servicer()).carriers(post).start()) {
            node.deliver(WeCom.sample("kf.text.json"));

            await().until(() -> node.waiting() == 0);
        }

        assertThat(post.carried).containsExactly(Reply.text("gladly, the 1. time"));
    }

    @Test
    void it_is_sent_with_the_same_id_however_often_it_is_tried() {
        post.failures = 2;
        try (InboxNode node =
                InboxNode.on(dataSource, new Servicer()).carriers(post).start()) {
            node.deliver(WeCom.sample("kf.text.json"));

            await().until(() -> node.waiting() == 0);
        }

        assertThat(post.ids).hasSize(3);
        assertThat(post.ids).containsOnly(post.ids.get(0));
        assertThat(post.carried).hasSize(1);
    }

    @Test
    void one_that_has_to_wait_is_sent_later_without_running_the_handler_again_or_using_its_attempts_up() {
        post.delays = 5;
        Servicer servicer = new Servicer();
        try (InboxNode node = InboxNode.on(dataSource, servicer)
                .retry(new Retry(1, Duration.ZERO, 1, Duration.ZERO))
                .carriers(post)
                .start()) {
            node.deliver(WeCom.sample("kf.text.json"));

            await().until(() -> node.waiting() == 0);
            assertThat(node.deadLetters().list(10)).isEmpty();
            assertThat(node.inbox().statistics().countHandled()).isOne();
            assertThat(node.inbox().statistics().countFailed()).isZero();
        }

        assertThat(servicer.calls).hasValue(1);
        assertThat(post.ids).hasSize(6).containsOnly(post.ids.get(0));
        assertThat(post.texts).containsExactly("gladly, the 1. time");
    }

    @ParameterizedTest
    @EnumSource(Pools.class)
    void another_node_sends_what_one_that_went_down_could_not_send_yet(Pools database) {
        post.delays = Integer.MAX_VALUE;
        Servicer here = new Servicer();
        Servicer there = new Servicer();
        PayloadCipher cipher = new AesGcmPayloadCipher(List.of(new byte[32]));
        try (HikariDataSource shared = database.withTables()) {
            try (InboxNode down =
                    InboxNode.on(shared, here).cipher(cipher).carriers(post).start()) {
                down.deliver(WeCom.sample("kf.text.json"));
                await().until(() -> post.ids.size() >= 2);
            }
            byte[] kept = Pools.jdbc(shared).queryForObject("select reply from wecom_inbox", byte[].class);
            assertThat(new String(kept, StandardCharsets.ISO_8859_1)).doesNotContain("gladly");
            post.delays = 0;

            try (InboxNode node =
                    InboxNode.on(shared, there).cipher(cipher).carriers(post).start()) {
                await().until(() -> node.waiting() == 0);
            }
        }

        assertThat(here.calls).hasValue(1);
        assertThat(there.calls).hasValue(0);
        assertThat(post.texts).containsExactly("gladly, the 1. time");
        assertThat(post.ids).containsOnly(post.ids.get(0));
    }

    @Test
    void one_that_waits_and_cannot_be_read_any_more_is_made_again() {
        post.delays = Integer.MAX_VALUE;
        Servicer servicer = new Servicer();
        try (InboxNode before =
                InboxNode.on(dataSource, servicer).carriers(post).start()) {
            before.deliver(WeCom.sample("kf.text.json"));
            await().until(() -> post.ids.size() >= 2);
        }
        Pools.jdbc(dataSource).update("update wecom_inbox set reply = ?", new byte[] {1, 2, 3});
        post.delays = 0;

        try (InboxNode node = InboxNode.on(dataSource, servicer).carriers(post).start()) {
            await().until(() -> node.waiting() == 0);
        }

        assertThat(post.texts).containsExactly("gladly, the 2. time");
    }

    @Test
    void one_that_waited_and_then_fails_by_itself_uses_the_attempts_up_and_can_be_replayed() {
        post.delays = 1;
        post.failures = 4;
        Servicer servicer = new Servicer();
        try (InboxNode node = InboxNode.on(dataSource, servicer).carriers(post).start()) {
            node.deliver(WeCom.sample("kf.text.json"));
            await().until(() -> node.deadLetters().list(10).size() == 1);
            assertThat(post.ids).hasSize(4);

            post.failures = 0;
            node.deadLetters().replay(node.deadLetters().list(10).get(0).id());
            await().until(() -> node.waiting() == 0);
        }

        assertThat(servicer.calls).hasValue(1);
        assertThat(post.texts).containsExactly("gladly, the 1. time");
    }

    /** They are one sender's, and the first comes first. */
    @Test
    void while_one_waits_the_next_of_an_ordered_handler_does_too() {
        post.delays = 3;
        try (InboxNode node =
                InboxNode.on(dataSource, new Ordered()).carriers(post).start()) {
            node.deliver(WeCom.sample("kf.text.json").replace("msgid\": \"", "msgid\": \"1"));
            node.deliver(WeCom.sample("kf.text.json").replace("msgid\": \"", "msgid\": \"2"));

            await().until(() -> node.waiting() == 0);
        }

        assertThat(post.texts).containsExactly("reply 1", "reply 2");
    }

    @Test
    void where_replies_go_out_in_the_response_nobody_waits_for_it_any_more() {
        try (InboxNode node = InboxNode.on(dataSource, new Talkative()).start()) {
            node.deliver(WeCom.text("hi", 1));

            await().until(() -> node.waiting() == 0);
        }

        assertThat(log.messages(Level.WARN))
                .singleElement()
                .asString()
                .endsWith("returned a reply from the inbox, which nobody waits for any more")
                .doesNotContain("secret reply");
    }

    static class Servicer {

        private final AtomicInteger calls = new AtomicInteger();

        @WeComMessageHandler
        String serve(Kf.Text text) {
            return "gladly, the " + calls.incrementAndGet() + ". time";
        }
    }

    static class Ordered {

        private final AtomicInteger calls = new AtomicInteger();

        @WeComMessageHandler(ordered = true)
        String serve(Kf.Text text) {
            return "reply " + calls.incrementAndGet();
        }
    }

    static class Talkative {

        @WeComMessageHandler(delivery = Delivery.INBOX)
        Object talk(UserMessage.Text text) {
            return "secret reply";
        }
    }

    /** Carries replies to customers, after some delays, and then some failures. */
    private static final class Post implements ReplyCarrier {

        private final List<Reply> carried = new CopyOnWriteArrayList<>();
        private final List<String> ids = new CopyOnWriteArrayList<>();
        private final List<String> texts = new CopyOnWriteArrayList<>();
        private volatile int delays;
        private volatile int failures;

        @Override
        public boolean carries(CallbackContext context, Reply reply) {
            return true;
        }

        @Override
        public @Nullable Reply carry(CallbackContext context, Reply reply, String id) {
            ids.add(id);
            if (ids.size() <= delays) {
                throw new ReplyDelayedException("busy", Duration.ofMillis(20), new IllegalStateException("busy"));
            }
            if (ids.size() - delays <= failures) {
                throw new IllegalStateException("not now");
            }
            carried.add(reply);
            texts.add(new JsonMapper()
                    .readTree(reply.plaintext(context.payload(), Instant.EPOCH))
                    .path("text")
                    .path("content")
                    .asString());
            return null;
        }
    }
}
