// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.wecomcallback.annotation.WeComFallbackHandler;
import io.github.wecomcallback.annotation.WeComMessageHandler;
import io.github.wecomcallback.exchange.Outcome.Status;
import io.github.wecomcallback.handler.CallbackContext;
import io.github.wecomcallback.handler.DeferredHandler;
import io.github.wecomcallback.handler.Retry;
import io.github.wecomcallback.support.Callbacks;
import io.github.wecomcallback.support.LogCapture;
import io.github.wecomcallback.support.WeCom;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.slf4j.event.Level;

/** What the inbox cannot keep is not acknowledged, and nothing is done for it either. */
class InboxUnavailableTest {

    private static final Retry RETRY = new Retry(3, Duration.ofSeconds(1), 1, Duration.ofSeconds(1));
    private static final String EVENT = "<xml><MsgType>event</MsgType><Event>subscribe</Event></xml>";

    @RegisterExtension
    private final LogCapture log = LogCapture.at(Level.INFO);

    private final WeCom weCom = new WeCom();
    private final Inbox inbox = new Inbox();
    private final Handlers handlers = new Handlers();
    private final Callbacks callbacks =
            Callbacks.to(handlers).keptBy(inbox, RETRY).build();

    @Test
    void a_callback_that_cannot_be_kept_is_answered_503_and_no_handler_runs() {
        CallbackResponse response = post(WeCom.text("hello", 1));

        assertThat(response.status()).isEqualTo(503);
        assertThat(response.body()).isEmpty();
        assertThat(handlers.ran).isEmpty();
        assertThat(callbacks.statistics().count(Status.BUSY)).isOne();
    }

    @Test
    void a_redelivery_runs_everything_once_the_inbox_is_back() {
        post(WeCom.text("hello", 1));
        post(WeCom.text("hello", 1));
        inbox.available = true;

        CallbackResponse third = post(WeCom.text("hello", 1));
        CallbackResponse fourth = post(WeCom.text("hello", 1));

        assertThat(opened(third)).contains("reply to hello");
        assertThat(opened(fourth)).contains("reply to hello");
        assertThat(handlers.ran).containsExactly("reply");
        assertThat(inbox.kept).containsExactly("handler0#later()");
    }

    @Test
    void a_fallback_that_cannot_be_kept_is_answered_503_as_well() {
        CallbackResponse refused = post(EVENT);
        inbox.available = true;
        CallbackResponse accepted = post(EVENT);

        assertThat(refused.status()).isEqualTo(503);
        assertThat(accepted.status()).isEqualTo(200);
        assertThat(handlers.ran).containsExactly("prompt rest");
        assertThat(inbox.kept).containsExactly("handler0#rest()");
    }

    @Test
    void a_callback_that_needs_no_inbox_is_answered_all_the_same() {
        CallbackResponse response =
                post(WeCom.text("hello", 1).replace("[text]", "[image]").replace("</xml>", "<PicUrl>p</PicUrl></xml>"));

        assertThat(response.status()).isEqualTo(200);
        assertThat(handlers.ran).containsExactly("image");
    }

    @Test
    void it_is_the_same_where_handlers_have_threads_of_their_own() {
        ExecutorService threads = Executors.newSingleThreadExecutor();
        Callbacks threaded =
                Callbacks.to(handlers).keptBy(inbox, RETRY).threads(threads, 10).build();
        try {
            CallbackResponse refused = threaded.post(weCom.deliver(WeCom.text("hello", 1)));
            inbox.available = true;
            CallbackResponse accepted = threaded.post(weCom.deliver(WeCom.text("hello", 1)));

            assertThat(refused.status()).isEqualTo(503);
            assertThat(opened(accepted)).contains("reply to hello");
            assertThat(handlers.ran).containsExactly("reply");
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void the_cause_is_not_logged_since_it_may_quote_what_was_to_be_kept() {
        post(WeCom.text("hello", 1));
        post(EVENT);

        assertThat(log.text()).doesNotContain("SQLException").doesNotContain("secret");
    }

    @Test
    void an_inbox_that_breaks_its_word_is_answered_500_and_does_not_keep_redeliveries_waiting() {
        inbox.broken = true;
        CallbackResponse refused = post(WeCom.text("hello", 1));
        inbox.broken = false;
        inbox.available = true;

        CallbackResponse accepted = post(WeCom.text("hello", 1));

        assertThat(refused.status()).isEqualTo(500);
        assertThat(opened(accepted)).contains("reply to hello");
        assertThat(handlers.ran).containsExactly("reply");
    }

    private CallbackResponse post(String plaintext) {
        return callbacks.post(weCom.deliver(plaintext));
    }

    private String opened(CallbackResponse response) {
        assertThat(response.status()).isEqualTo(200);
        return weCom.open(new String(response.body(), StandardCharsets.UTF_8));
    }

    private static final class Inbox implements CallbackInbox {

        private final List<String> kept = new CopyOnWriteArrayList<>();
        private volatile boolean available;
        private volatile boolean broken;

        @Override
        public void store(MessageKey key, CallbackContext context, List<DeferredHandler> handlers) {
            if (broken) {
                throw new IllegalStateException("broken");
            }
            if (!available) {
                throw new InboxUnavailableException(new SQLException("secret"));
            }
            handlers.forEach(handler -> kept.add(handler.id()));
        }
    }

    private static final class Handlers {

        private final List<String> ran = new CopyOnWriteArrayList<>();

        @WeComMessageHandler(type = "text")
        String reply(CallbackContext context) {
            ran.add("reply");
            return "reply to " + context.payload().get("Content");
        }

        @WeComMessageHandler(type = "text")
        void later() {
            ran.add("later");
        }

        @WeComMessageHandler(type = "image")
        String image() {
            ran.add("image");
            return "image";
        }

        @WeComFallbackHandler
        void rest() {
            ran.add("rest");
        }

        @WeComFallbackHandler
        String promptRest() {
            ran.add("prompt rest");
            return "rest";
        }
    }
}
