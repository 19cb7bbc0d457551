// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.wecomcallback.annotation.WeComMessageHandler;
import io.github.wecomcallback.handler.CallbackContext;
import io.github.wecomcallback.handler.HandlerWatch;
import io.github.wecomcallback.handler.Scope;
import io.github.wecomcallback.message.UserMessage;
import io.github.wecomcallback.support.Callbacks;
import io.github.wecomcallback.support.LogCapture;
import io.github.wecomcallback.support.WeCom;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.slf4j.event.Level;

/** What observers are told, and that they can harm nothing. */
class ObserverTest {

    @RegisterExtension
    private final LogCapture log = LogCapture.at(Level.DEBUG);

    private final WeCom weCom = new WeCom();
    private final List<String> journal = new CopyOnWriteArrayList<>();

    @Test
    void an_observer_stands_around_the_callback_and_each_handler() {
        Callbacks callbacks =
                Callbacks.to(new Echo()).observers(new Journaling("a")).build();

        post(callbacks, 1);

        assertThat(journal)
                .containsExactly(
                        "a callback text",
                        "a open",
                        "a open",
                        "a call handler0#echo(UserMessage.Text)",
                        "a enter",
                        "handled",
                        "a leave",
                        "a called null",
                        "a close",
                        "a close",
                        "a end COMPLETED");
    }

    @Test
    void of_several_observers_the_first_is_outermost() {
        Callbacks callbacks = Callbacks.to()
                .observers(new Journaling("a"), new Journaling("b"))
                .threads(task -> {}, 1)
                .build();

        callbacks.postOutOfPatience(weCom.deliver(WeCom.text("hi", 1)));

        assertThat(journal)
                .containsExactly(
                        "a callback text",
                        "b callback text",
                        "a open",
                        "b open",
                        "b close",
                        "a close",
                        "b end LATE",
                        "a end LATE");
    }

    @Test
    void an_observer_learns_that_a_handler_failed_or_cannot_be_called() {
        Callbacks callbacks =
                Callbacks.to(new Failing()).observers(new Journaling("a")).build();

        post(callbacks, 1);

        assertThat(journal)
                .contains("a called IllegalStateException", "a called SpelEvaluationException", "a end FAILED")
                .filteredOn(entry -> entry.startsWith("a called"))
                .hasSize(3);
    }

    @Test
    void a_handler_that_does_not_match_is_not_called() {
        Callbacks callbacks =
                Callbacks.to(new Never()).observers(new Journaling("a")).build();

        post(callbacks, 1);

        assertThat(journal).noneMatch(entry -> entry.startsWith("a call "));
    }

    @Test
    void the_call_of_a_handler_that_returns_a_stage_ends_with_the_stage() {
        Staged staged = new Staged();
        Callbacks callbacks =
                Callbacks.to(staged).observers(new Journaling("a")).build();
        callbacks.postOutOfPatience(weCom.deliver(WeCom.text("hi", 1)));
        List<String> before = List.copyOf(journal);

        staged.stage.completeExceptionally(new IllegalArgumentException());

        assertThat(before).contains("a leave", "a end LATE").noneMatch(entry -> entry.startsWith("a called"));
        assertThat(journal.subList(before.size(), journal.size()))
                .containsExactly("a open", "a called IllegalArgumentException", "a close");
    }

    @Test
    void a_redelivery_is_told_from_the_first_delivery_and_from_a_new_attempt() {
        Failing failing = new Failing();
        Callbacks remembered =
                Callbacks.to(new Echo()).observers(new Journaling("a")).build();
        Callbacks retried = Callbacks.to(failing).observers(new Journaling("b")).build();

        post(remembered, 1);
        post(remembered, 1);
        post(retried, 1);
        post(retried, 1);

        assertThat(journal)
                .filteredOn(entry -> entry.contains(" end "))
                .containsExactly("a end COMPLETED", "a end COMPLETED redelivery", "b end FAILED", "b end FAILED");
        assertThat(remembered.statistics().countRedeliveries()).isEqualTo(1);
        assertThat(retried.statistics().countRedeliveries()).isZero();
    }

    @Test
    void a_delivery_that_joins_a_run_is_a_redelivery_and_one_without_room_is_none() {
        Staged staged = new Staged();
        Callbacks callbacks = Callbacks.to(staged)
                .threads(Runnable::run, 1)
                .observers(new Journaling("a"))
                .build();

        callbacks.postOutOfPatience(weCom.deliver(WeCom.text("hi", 1)));
        callbacks.postOutOfPatience(weCom.deliver(WeCom.text("hi", 1)));
        callbacks.postOutOfPatience(weCom.deliver(WeCom.text("hi", 2)));

        assertThat(journal)
                .filteredOn(entry -> entry.contains(" end "))
                .containsExactly("a end LATE", "a end LATE redelivery", "a end BUSY");
        staged.stage.complete(null);
    }

    @Test
    void all_deliveries_of_a_message_have_the_same_key_which_names_nobody() {
        List<String> keys = new CopyOnWriteArrayList<>();
        Callbacks callbacks = Callbacks.to()
                .observers((context, message) -> {
                    keys.add(message);
                    return null;
                })
                .build();

        post(callbacks, 1);
        post(callbacks, 1);
        post(callbacks, 2);

        assertThat(keys).hasSize(3).allMatch(key -> key.matches("[0-9a-f]{16}"));
        assertThat(keys.get(0)).isEqualTo(keys.get(1)).isNotEqualTo(keys.get(2));
    }

    @Test
    void an_observer_that_fails_at_all_times_harms_neither_the_callback_nor_other_observers() {
        Callbacks callbacks = Callbacks.to(new Echo())
                .observers((context, message) -> new Broken(), new Journaling("a"), new Dead())
                .build();

        String reply = post(callbacks, 1);

        assertThat(reply).contains("got hi");
        assertThat(journal).contains("a callback text", "a open", "handled", "a called null", "a end COMPLETED");
    }

    @Test
    void an_observer_that_fails_is_logged_once_at_warn() {
        Callbacks callbacks = Callbacks.to(new Echo()).observers(new Dead()).build();

        post(callbacks, 1);
        post(callbacks, 2);

        assertThat(log.messages(Level.WARN)).singleElement().asString().contains("Dead");
        assertThat(log.messages(Level.DEBUG)).singleElement().asString().contains("Dead");
    }

    @Test
    void an_observer_that_does_not_care_is_not_asked_again() {
        Callbacks callbacks = Callbacks.to(new Echo())
                .observers((context, message) -> null, (context, message) -> CallbackWatch.NONE)
                .build();

        String reply = post(callbacks, 1);

        assertThat(reply).contains("got hi");
        assertThat(log.text()).isEmpty();
    }

    @Test
    void without_observers_nothing_is_made() {
        CallbackObservers none = new CallbackObservers(List.of());

        assertThat(none.callback(null, null)).isSameAs(CallbackWatch.NONE);
        assertThat(none.fromInbox(null, null, "handler")).isSameAs(HandlerWatch.NONE);
        assertThat(new Delivery(null, CallbackWatch.NONE, null).watch("handler"))
                .isSameAs(HandlerWatch.NONE);
        assertThat(CallbackWatch.NONE.open()).isSameAs(Scope.NONE);
    }

    private String post(Callbacks callbacks, long msgId) {
        CallbackResponse response = callbacks.post(weCom.deliver(WeCom.text("hi", msgId)));
        return response.body().length == 0 ? "" : weCom.open(new String(response.body()));
    }

    /** Writes down all that it is told. */
    private final class Journaling implements CallbackObserver {

        private final String name;

        Journaling(String name) {
            this.name = name;
        }

        @Override
        public CallbackWatch callback(CallbackContext context, String message) {
            note("callback " + context.payload().kind());
            return new CallbackWatch() {

                @Override
                public Scope open() {
                    note("open");
                    return () -> note("close");
                }

                @Override
                public HandlerWatch handler(String handler) {
                    note("call " + handler);
                    return call();
                }

                @Override
                public void end(Outcome.Status status, boolean redelivery) {
                    note("end " + status + (redelivery ? " redelivery" : ""));
                }
            };
        }

        private HandlerWatch call() {
            return new HandlerWatch() {

                @Override
                public Scope open() {
                    note("enter");
                    return () -> note("leave");
                }

                @Override
                public void end(@Nullable Throwable failure) {
                    note("called "
                            + (failure == null ? null : failure.getClass().getSimpleName()));
                }
            };
        }

        private void note(String what) {
            journal.add(name + " " + what);
        }
    }

    /** Fails as soon as a callback comes. */
    private static final class Dead implements CallbackObserver {

        @Override
        public CallbackWatch callback(CallbackContext context, String message) {
            throw new IllegalStateException("dead");
        }
    }

    /** Fails at all that comes later. */
    private static final class Broken implements CallbackWatch {

        @Override
        public Scope open() {
            return () -> {
                throw new AssertionError("close");
            };
        }

        @Override
        public HandlerWatch handler(String handler) {
            return new HandlerWatch() {

                @Override
                public Scope open() {
                    throw new NoClassDefFoundError("open");
                }

                @Override
                public void end(@Nullable Throwable failure) {
                    throw new IllegalStateException("end");
                }
            };
        }

        @Override
        public void end(Outcome.Status status, boolean redelivery) {
            throw new IllegalStateException("end");
        }
    }

    private final class Echo {

        @WeComMessageHandler
        String echo(UserMessage.Text text) {
            journal.add("handled");
            return "got " + text.content();
        }
    }

    private static final class Failing {

        @WeComMessageHandler
        void fails(UserMessage.Text text) {
            throw new IllegalStateException("no");
        }

        @WeComMessageHandler
        Object returnsNoReply(UserMessage.Text text) {
            return List.of();
        }

        @WeComMessageHandler(type = "text", condition = "#message.noSuchThing == 1")
        void hasABrokenCondition(UserMessage.Text text) {}
    }

    private static final class Never {

        @WeComMessageHandler(type = "text", condition = "false")
        void never(UserMessage.Text text) {}
    }

    private static final class Staged {

        private final CompletableFuture<String> stage = new CompletableFuture<>();

        @WeComMessageHandler
        CompletableFuture<String> staged(UserMessage.Text text) {
            return stage;
        }
    }
}
