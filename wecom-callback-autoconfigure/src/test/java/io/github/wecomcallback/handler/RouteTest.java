// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.handler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.github.wecomcallback.annotation.WeComEventHandler;
import io.github.wecomcallback.annotation.WeComFallbackHandler;
import io.github.wecomcallback.annotation.WeComMessageHandler;
import io.github.wecomcallback.handler.Route.FromInbox;
import io.github.wecomcallback.message.Contact;
import io.github.wecomcallback.message.Source;
import io.github.wecomcallback.message.UserMessage;
import io.github.wecomcallback.message.WeComMessage;
import java.time.Duration;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.core.annotation.Order;

/** How handlers are shown to people. */
class RouteTest {

    private static final Retry RETRY = new Retry(3, Duration.ofSeconds(1), 2, Duration.ofMinutes(1));

    @RegisterExtension
    private final Application application = new Application();

    @Test
    void a_route_says_in_words_what_reaches_the_handler() {
        application.start(Handlers.class);

        assertThat(application.dispatcher().routes())
                .extracting(Route::handler, Route::position, route -> String.join("; ", route.matches()))
                .containsExactly(
                        row(
                                "orders(WeComMessage)",
                                1,
                                "event \"click\", event key \"order_*\", account \"hr\" or \"sales\""),
                        row(
                                "created(Contact.UserCreated)",
                                2,
                                "event \"change_contact\", change type \"create_user\"," + " source APP"),
                        row("text(UserMessage.Text)", 3, "type \"text\", source APP"),
                        row("customers(WeComMessage)", 4, "type \"text\", source KF"),
                        row("anyEvent(WeComMessage)", 5, "type \"event\""),
                        row("rest(WeComMessage)", 6, "everything but what has the source KF"));
    }

    @Test
    void it_shows_condition_and_fallback() {
        application.start(Handlers.class);

        assertThat(application.dispatcher().routes())
                .extracting(Route::condition)
                .containsExactly(null, null, "#text.content() != null", null, null, null);
        assertThat(application.dispatcher().routes())
                .extracting(Route::fallback)
                .containsExactly(false, false, false, false, false, true);
    }

    @Test
    void it_shows_how_the_handler_runs_from_the_inbox() {
        application.withInbox(RETRY, handlers -> {}).start(Mixed.class);

        assertThat(application.dispatcher().routes())
                .extracting(Route::inbox)
                .containsExactly(new FromInbox(false, RETRY), null);
    }

    private static Tuple row(String method, int position, String words) {
        return tuple("handlers#" + method, position, words);
    }

    static class Handlers {

        @Order(1)
        @WeComEventHandler(
                event = "click",
                eventKey = "order_*",
                app = {"sales", "hr"})
        void orders(WeComMessage message) {}

        @Order(2)
        @WeComEventHandler
        void created(Contact.UserCreated event) {}

        @Order(3)
        @WeComMessageHandler(condition = "#text.content() != null")
        void text(UserMessage.Text text) {}

        @Order(4)
        @WeComMessageHandler(type = "text", source = Source.KF)
        void customers(WeComMessage message) {}

        @Order(5)
        @WeComEventHandler
        void anyEvent(WeComMessage message) {}

        @Order(6)
        @WeComFallbackHandler
        void rest(WeComMessage message) {}
    }

    static class Mixed {

        @Order(1)
        @WeComMessageHandler
        void later(UserMessage.Text text) {}

        @Order(2)
        @WeComMessageHandler
        String now(UserMessage.Text text) {
            return "now";
        }
    }
}
