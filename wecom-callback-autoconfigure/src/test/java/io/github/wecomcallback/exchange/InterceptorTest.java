// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.wecomcallback.annotation.WeComMessageHandler;
import io.github.wecomcallback.exchange.Outcome.Status;
import io.github.wecomcallback.handler.CallbackContext;
import io.github.wecomcallback.message.Payload;
import io.github.wecomcallback.message.UserMessage;
import io.github.wecomcallback.reply.Reply;
import io.github.wecomcallback.support.Callbacks;
import io.github.wecomcallback.support.LogCapture;
import io.github.wecomcallback.support.WeCom;
import io.github.wecomcallback.support.WeCom.Delivery;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.slf4j.event.Level;

class InterceptorTest {

    @RegisterExtension
    private final LogCapture log = LogCapture.at(Level.INFO);

    private final WeCom weCom = new WeCom();
    private final Delivery delivery = weCom.deliver(WeCom.text("hello", 1));
    private final List<String> steps = new ArrayList<>();

    @AfterEach
    void clearInterrupt() {
        Thread.interrupted();
    }

    @Test
    void the_first_interceptor_is_the_outermost() {
        Callbacks callbacks = through(step("first"), step("second"), step("third"));

        callbacks.post(delivery);

        assertThat(steps)
                .containsExactly(
                        "before first",
                        "before second",
                        "before third",
                        "handler hello null",
                        "after third",
                        "after second",
                        "after first");
    }

    @Test
    void an_interceptor_may_answer_by_itself() {
        Callbacks callbacks =
                through(step("first"), (exchange, chain) -> Outcome.replied(Reply.text("明天见")), step("never"));

        CallbackResponse response = callbacks.post(delivery);

        assertThat(opened(response)).contains("明天见");
        assertThat(steps).containsExactly("before first", "after first");
        assertThat(callbacks.guard().size()).isZero();
        assertThat(callbacks.statistics().count(Status.COMPLETED)).isEqualTo(1);
    }

    @Test
    void an_interceptor_may_acknowledge_or_have_it_delivered_again() {
        CallbackResponse acknowledged =
                through((exchange, chain) -> Outcome.acknowledged()).post(delivery);
        CallbackResponse failed = through((exchange, chain) -> Outcome.failed()).post(delivery);

        assertThat(acknowledged.status()).isEqualTo(200);
        assertThat(acknowledged.body()).isEmpty();
        assertThat(failed.status()).isEqualTo(500);
        assertThat(failed.body()).isEmpty();
        assertThat(steps).isEmpty();
    }

    @Test
    void an_interceptor_may_change_the_reply() {
        Callbacks callbacks = through((exchange, chain) -> {
            String said = chain.proceed()
                    .reply()
                    .plaintext(exchange.message(), exchange.context().receivedAt());
            return Outcome.replied(Reply.text(said.contains("reply to hello") ? "changed" : said));
        });

        CallbackResponse response = callbacks.post(delivery);

        assertThat(opened(response)).contains("<![CDATA[changed]]>");
    }

    @Test
    void an_interceptor_sees_raw_and_decrypted_text_and_where_it_came_from() {
        List<Object> seen = new ArrayList<>();
        Callbacks callbacks = through((exchange, chain) -> {
            CallbackContext context = exchange.context();
            seen.addAll(List.of(context.envelopeText(), context.plaintext(), context.query(), context.headers()));
            seen.add(context.account().name());
            seen.add(exchange.message().msgId());
            return chain.proceed();
        });

        callbacks.post(delivery);

        assertThat(seen)
                .containsExactly(
                        delivery.body(),
                        WeCom.text("hello", 1),
                        delivery.query(),
                        Map.of("User-Agent", "Mozilla/4.0"),
                        "default",
                        "1");
    }

    @Test
    void an_interceptor_hands_attributes_to_the_handlers() {
        Callbacks callbacks = through((exchange, chain) -> {
            exchange.context().attributes().put("tenant", "acme");
            return chain.proceed();
        });

        callbacks.post(delivery);

        assertThat(steps).containsExactly("handler hello acme");
    }

    /** Another would have to be the message of the guard, the inbox, observers and the answer as well. */
    @Test
    void there_is_one_message_and_none_can_be_put_in_its_place() {
        CallbackContext context = new CallbackContext(
                WeCom.account(), Map.of(), Map.of(), new byte[0], Payload.of(WeCom.text("hello", 1)), Instant.now());

        assertThat(new CallbackExchange(context).message()).isSameAs(context.payload());
        assertThat(CallbackInterceptor.Chain.class.getDeclaredMethods())
                .singleElement()
                .satisfies(goOn -> assertThat(goOn.getParameterCount()).isZero());
    }

    @Test
    void an_interceptor_sees_each_delivery_and_the_handlers_one() {
        Callbacks callbacks = through(step("first"));

        callbacks.post(delivery);
        callbacks.post(weCom.deliver(WeCom.text("hello", 1)));

        assertThat(steps)
                .containsExactly("before first", "handler hello null", "after first", "before first", "after first");
    }

    @Test
    void an_interceptor_that_goes_on_twice_does_not_run_the_handlers_twice() {
        Callbacks callbacks = through((exchange, chain) -> {
            chain.proceed();
            return chain.proceed();
        });

        CallbackResponse response = callbacks.post(delivery);

        assertThat(opened(response)).contains("reply to hello");
        assertThat(steps).containsExactly("handler hello null");
    }

    @Test
    void an_interceptor_that_throws_has_it_delivered_again() {
        Callbacks callbacks = through(step("first"), (exchange, chain) -> {
            throw new java.io.IOException("the audit log is full");
        });

        CallbackResponse response = callbacks.post(delivery);

        assertThat(response.status()).isEqualTo(500);
        assertThat(response.body()).isEmpty();
        assertThat(callbacks.statistics().count(Status.FAILED)).isEqualTo(1);
        assertThat(log.messages(Level.ERROR))
                .singleElement()
                .satisfies(message -> assertThat(message).contains("interceptor", "default", "text"));
        assertThat(log.text()).contains("the audit log is full");
    }

    @Test
    void what_failed_on_the_way_back_does_not_run_the_handlers_again() {
        Callbacks callbacks = through((exchange, chain) -> {
            Outcome outcome = chain.proceed();
            if (steps.size() == 1) {
                steps.add("failed");
                throw new IllegalStateException("no");
            }
            return outcome;
        });

        CallbackResponse first = callbacks.post(delivery);
        CallbackResponse second = callbacks.post(weCom.deliver(WeCom.text("hello", 1)));

        assertThat(first.status()).isEqualTo(500);
        assertThat(opened(second)).contains("reply to hello");
        assertThat(steps).containsExactly("handler hello null", "failed");
    }

    @Test
    void an_interceptor_that_returns_nothing_has_it_delivered_again() {
        Callbacks callbacks = through((exchange, chain) -> null);

        CallbackResponse response = callbacks.post(delivery);

        assertThat(response.status()).isEqualTo(500);
        assertThat(callbacks.statistics().count(Status.FAILED)).isEqualTo(1);
        assertThat(log.text()).contains("interceptor").contains("returned null");
    }

    @Test
    void an_interceptor_that_is_interrupted_leaves_the_thread_interrupted() {
        Callbacks callbacks = through((exchange, chain) -> {
            throw new InterruptedException();
        });

        CallbackResponse response = callbacks.post(delivery);

        assertThat(response.status()).isEqualTo(500);
        assertThat(Thread.interrupted()).isTrue();
    }

    private Callbacks through(CallbackInterceptor... interceptors) {
        return Callbacks.to(new Handlers()).interceptors(interceptors).build();
    }

    private CallbackInterceptor step(String name) {
        return (exchange, chain) -> {
            steps.add("before " + name);
            Outcome outcome = chain.proceed();
            steps.add("after " + name);
            return outcome;
        };
    }

    private String opened(CallbackResponse response) {
        assertThat(response.status()).isEqualTo(200);
        return weCom.open(new String(response.body(), StandardCharsets.UTF_8));
    }

    private final class Handlers {

        @WeComMessageHandler
        String text(UserMessage.Text text, CallbackContext context) {
            steps.add("handler " + text.content() + " " + context.attributes().get("tenant"));
            return "reply to " + text.content();
        }
    }
}
