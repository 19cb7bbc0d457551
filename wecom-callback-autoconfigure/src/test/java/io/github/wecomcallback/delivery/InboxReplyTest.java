// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import io.github.wecomcallback.annotation.Delivery;
import io.github.wecomcallback.annotation.WeComMessageHandler;
import io.github.wecomcallback.exchange.ReplyCarrier;
import io.github.wecomcallback.handler.CallbackContext;
import io.github.wecomcallback.message.Kf;
import io.github.wecomcallback.message.UserMessage;
import io.github.wecomcallback.reply.Reply;
import io.github.wecomcallback.support.Databases;
import io.github.wecomcallback.support.LogCapture;
import io.github.wecomcallback.support.WeCom;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.slf4j.event.Level;

/** What becomes of a reply that a handler gives from the inbox. */
class InboxReplyTest {

    @RegisterExtension
    private final LogCapture log = LogCapture.at(Level.WARN);

    private final HikariDataSource dataSource = Databases.H2.withTables();
    private final Post post = new Post();

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

        assertThat(post.carried).containsExactly(Reply.text("gladly"));
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

        @WeComMessageHandler
        String serve(Kf.Text text) {
            return "gladly";
        }
    }

    static class Talkative {

        @WeComMessageHandler(delivery = Delivery.INBOX)
        Object talk(UserMessage.Text text) {
            return "secret reply";
        }
    }

    /** Carries replies to customers, after some failures. */
    private static final class Post implements ReplyCarrier {

        private final List<Reply> carried = new CopyOnWriteArrayList<>();
        private final List<String> ids = new CopyOnWriteArrayList<>();
        private volatile int failures;

        @Override
        public boolean carries(CallbackContext context, Reply reply) {
            return true;
        }

        @Override
        public @Nullable Reply carry(CallbackContext context, Reply reply, String id) {
            ids.add(id);
            if (ids.size() <= failures) {
                throw new IllegalStateException("not now");
            }
            carried.add(reply);
            return null;
        }
    }
}
