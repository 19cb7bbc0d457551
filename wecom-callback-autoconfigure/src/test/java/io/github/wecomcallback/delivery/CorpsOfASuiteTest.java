// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import io.github.wecomcallback.account.Account;
import io.github.wecomcallback.annotation.WeComMessageHandler;
import io.github.wecomcallback.crypto.CallbackCrypto;
import io.github.wecomcallback.crypto.Decrypted;
import io.github.wecomcallback.crypto.EncodingAesKey;
import io.github.wecomcallback.exchange.CallbackResponse;
import io.github.wecomcallback.exchange.RedeliveryGuard;
import io.github.wecomcallback.handler.CallbackContext;
import io.github.wecomcallback.message.UserMessage;
import io.github.wecomcallback.support.Callbacks;
import io.github.wecomcallback.support.Databases;
import io.github.wecomcallback.support.WeCom;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.JdbcTemplate;

/** One suite, whose data URL serves the corps that authorized it: what is of one corp is never taken for another's. */
class CorpsOfASuiteTest {

    private static final String ONE = "wwCorpOfOne";
    private static final String OTHER = "wwcorpofone";
    private static final Account SUITE = Account.suite("wwsuite", "wwprovider", WeCom.TOKEN, WeCom.AES_KEY)
            .furtherReceiveIds(List.of(Account.ANY_RECEIVE_ID))
            .build();
    private static final CallbackCrypto CRYPTO = new CallbackCrypto(WeCom.TOKEN, EncodingAesKey.of(WeCom.AES_KEY));

    private final WeCom weCom = new WeCom();
    private final Answers answers = new Answers();

    @Test
    void each_corp_gets_its_own_reply_though_sender_and_id_are_the_same() {
        Callbacks node = Callbacks.to(answers).accounts(SUITE).build();

        assertThatEachGetsItsOwnReply(node, node);
    }

    @ParameterizedTest
    @EnumSource(TestStore.Kind.class)
    void each_corp_gets_its_own_reply_from_any_of_several_nodes(TestStore.Kind kind) {
        try (TestStore store = kind.open()) {
            SharedRedeliveryGuard first = guard(store);
            SharedRedeliveryGuard second = guard(store);
            try {
                assertThatEachGetsItsOwnReply(node(first), node(second));
            } finally {
                first.destroy();
                second.destroy();
            }
        }
    }

    private void assertThatEachGetsItsOwnReply(Callbacks first, Callbacks second) {
        assertThat(reply(first.post(text("hello", ONE)), ONE)).contains("reply to hello of " + ONE);
        assertThat(reply(first.post(text("你好", OTHER)), OTHER)).contains("reply to 你好 of " + OTHER);
        assertThat(reply(second.post(text("hello", ONE)), ONE)).contains("reply to hello of " + ONE);
        assertThat(reply(second.post(text("你好", OTHER)), OTHER)).contains("reply to 你好 of " + OTHER);
        assertThat(answers.seen).containsExactly("hello", "你好");
    }

    private Callbacks node(RedeliveryGuard guard) {
        return Callbacks.to(answers).accounts(SUITE).guard(guard).build();
    }

    private static SharedRedeliveryGuard guard(TestStore store) {
        SharedRedeliveryGuard.Settings settings = new SharedRedeliveryGuard.Settings(
                Duration.ofSeconds(5), Duration.ofSeconds(30), Duration.ofMinutes(10), 1_000, 1_000);
        return new SharedRedeliveryGuard(store.store(), null, task -> task, settings);
    }

    @Test
    void an_ordered_handler_does_not_let_one_corp_wait_for_another() {
        try (HikariDataSource dataSource = Databases.H2.withTables()) {
            Conversations conversations = new Conversations();
            try (InboxNode node =
                    InboxNode.on(dataSource, conversations).account(SUITE).start()) {
                node.deliver(text("wait", ONE));
                node.deliver(text("你好", OTHER));

                await().untilAsserted(() -> assertThat(conversations.seen).contains("你好 of " + OTHER));
                assertThat(lanes(dataSource)).hasSize(2).doesNotHaveDuplicates();
                conversations.release.countDown();
                await().untilAsserted(() ->
                        assertThat(conversations.seen).containsExactly("你好 of " + OTHER, "wait of " + ONE));
            }
        }
    }

    private static List<String> lanes(HikariDataSource dataSource) {
        return new JdbcTemplate(dataSource).queryForList("select lane from wecom_inbox", String.class);
    }

    private WeCom.Delivery text(String content, String corp) {
        return weCom.deliver(WeCom.text(content, 7), corp, Instant.now().getEpochSecond());
    }

    /** The plaintext of a reply, which has to be for that corp. */
    private static String reply(CallbackResponse response, String corp) {
        assertThat(response.status()).isEqualTo(200);
        String body = new String(response.body(), StandardCharsets.UTF_8);
        Decrypted decrypted = CRYPTO.decrypt(body.replaceAll(".*<Encrypt><!\\[CDATA\\[(.*?)]].*", "$1"));
        assertThat(decrypted.receiveId()).isEqualTo(corp);
        return decrypted.text();
    }

    static final class Answers {

        private final List<String> seen = new CopyOnWriteArrayList<>();

        @WeComMessageHandler
        String answer(UserMessage.Text text, CallbackContext context) {
            seen.add(text.content());
            return "reply to " + text.content() + " of " + context.receiveId();
        }
    }

    static final class Conversations {

        private final List<String> seen = new CopyOnWriteArrayList<>();
        private final CountDownLatch release = new CountDownLatch(1);

        @WeComMessageHandler(ordered = true)
        void converse(UserMessage.Text text, CallbackContext context) throws InterruptedException {
            if (text.content().equals("wait")) {
                release.await();
            }
            seen.add(text.content() + " of " + context.receiveId());
        }
    }
}
