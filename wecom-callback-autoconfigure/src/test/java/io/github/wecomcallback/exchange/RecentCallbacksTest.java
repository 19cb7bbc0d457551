// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.github.wecomcallback.annotation.WeComMessageHandler;
import io.github.wecomcallback.exchange.RecentCallback.HandlerCall;
import io.github.wecomcallback.handler.HandlerWatch;
import io.github.wecomcallback.message.UserMessage;
import io.github.wecomcallback.support.Callbacks;
import io.github.wecomcallback.support.WeCom;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is remembered of what arrived. */
class RecentCallbacksTest {

    private static final String FAILURE = IllegalStateException.class.getName();

    private final WeCom weCom = new WeCom();

    @Test
    void a_message_is_remembered_with_its_deliveries_and_handlers() {
        RecentCallbacks recent = new RecentCallbacks(10, false);
        Callbacks callbacks = Callbacks.to(new Handlers()).observers(recent).build();

        callbacks.post(weCom.deliver(WeCom.text("hi", 1)));
        callbacks.post(weCom.deliver(WeCom.text("hi", 1)));

        assertThat(recent.latest()).singleElement().satisfies(callback -> {
            assertThat(callback.message()).matches("[0-9a-f]{16}");
            assertThat(callback.account()).isEqualTo("default");
            assertThat(callback.kind()).hasToString("text");
            assertThat(callback.sender()).isEqualTo("li.wei");
            assertThat(callback.deliveries()).isEqualTo(2);
            assertThat(callback.outcome()).isEqualTo(Outcome.Status.FAILED);
            assertThat(callback.duration()).isPositive();
            assertThat(callback.handlers())
                    .extracting(HandlerCall::handler, HandlerCall::failure, HandlerCall::fromInbox)
                    .containsExactly(
                            tuple("handler0#fails(UserMessage.Text)", FAILURE, false),
                            tuple("handler0#works(UserMessage.Text)", null, false),
                            tuple("handler0#fails(UserMessage.Text)", FAILURE, false));
            assertThat(callback.plaintext()).isNull();
        });
    }

    @Test
    void the_latest_stand_first_and_the_oldest_go() {
        RecentCallbacks recent = new RecentCallbacks(3, true);
        Callbacks callbacks = Callbacks.to().observers(recent).build();

        for (int i = 0; i < 5; i++) {
            callbacks.post(weCom.deliver(WeCom.text("number " + i, i)));
        }

        assertThat(recent.latest())
                .extracting(RecentCallback::plaintext)
                .satisfiesExactly(
                        text -> assertThat(text).contains("number 4"),
                        text -> assertThat(text).contains("number 3"),
                        text -> assertThat(text).contains("number 2"));
    }

    @Test
    void of_a_long_text_and_of_many_calls_a_part_is_kept() {
        RecentCallbacks recent = new RecentCallbacks(3, true);
        Callbacks callbacks = Callbacks.to(new Handlers()).observers(recent).build();

        for (int i = 0; i < 60; i++) {
            callbacks.post(weCom.deliver(WeCom.text("x".repeat(20_000), 1)));
        }

        assertThat(recent.latest()).singleElement().satisfies(callback -> {
            assertThat(callback.plaintext()).hasSize(16_384);
            assertThat(callback.handlers()).hasSize(50);
            assertThat(callback.deliveries()).isEqualTo(60);
        });
    }

    @Test
    void a_handler_from_the_inbox_is_found_with_its_message_or_stands_for_itself() {
        RecentCallbacks recent = new RecentCallbacks(3, false);
        Callbacks.to()
                .observers(recent, (context, message) -> {
                    recent.fromInbox(context, message, "here").end(null);
                    HandlerWatch elsewhere = recent.fromInbox(context, "0123456789abcdef", "elsewhere");
                    elsewhere.end(new IllegalStateException());
                    return null;
                })
                .build()
                .post(weCom.deliver(WeCom.text("hi", 1)));

        List<RecentCallback> latest = recent.latest();

        assertThat(latest).extracting(RecentCallback::deliveries).containsExactly(0, 1);
        assertThat(latest.get(0).outcome()).isNull();
        assertThat(latest.get(0).handlers()).singleElement().satisfies(call -> {
            assertThat(call.fromInbox()).isTrue();
            assertThat(call.failure()).isEqualTo(FAILURE);
        });
        assertThat(latest.get(1).handlers()).extracting(HandlerCall::handler).containsExactly("here");
    }

    @Test
    void it_does_not_show_in_a_log_what_it_holds() {
        RecentCallbacks recent = new RecentCallbacks(3, true);
        Callbacks.to().observers(recent).build().post(weCom.deliver(WeCom.text("secret", 1)));

        assertThat(recent.latest().toString() + recent).contains("text").doesNotContain("li.wei", "secret");
    }

    private static final class Handlers {

        @WeComMessageHandler
        void works(UserMessage.Text text) {}

        @WeComMessageHandler
        void fails(UserMessage.Text text) {
            throw new IllegalStateException("secret");
        }
    }
}
