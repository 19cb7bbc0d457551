// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.handler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.wecomcallback.annotation.Delivery;
import io.github.wecomcallback.annotation.WeComFallbackHandler;
import io.github.wecomcallback.annotation.WeComMessageHandler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.core.annotation.Order;

/** How handlers that run from the inbox are handed over to it. */
class DeferralTest {

    private static final Retry RETRY = new Retry(5, Duration.ofSeconds(1), 2, Duration.ofMinutes(1));

    @RegisterExtension
    final Application application = new Application().withInbox(RETRY, this::defer);

    private final HandlerProgress progress = new HandlerProgress();
    private @Nullable RuntimeException refusal;

    private void defer(List<DeferredHandler> handlers) {
        if (refusal != null) {
            throw refusal;
        }
        application.journal().add("deferred " + handlers);
    }

    @Test
    void all_are_handed_over_at_once_before_any_other_handler_runs() {
        application.start(First.class, LaterOne.class, LaterTwo.class);

        Application.Delivery delivery = application.send(Payloads.TEXT, progress);

        assertThat(application.journal()).containsExactly("deferred [laterOne#on(), laterTwo#on()]", "first");
        assertThat(delivery.matched()).isEqualTo(3);
        assertThat(delivery.failures()).isEmpty();
        assertThat(delivery.text()).isEqualTo("first");
        assertThat(progress.succeeded()).containsExactlyInAnyOrder("first#on()", "laterOne#on()", "laterTwo#on()");
    }

    @Test
    void the_handlers_that_are_handed_over_are_those_that_run_later() {
        application.start(LaterOne.class);
        List<DeferredHandler> handed = new ArrayList<>();

        application
                .dispatcher()
                .dispatch(
                        Application.callback(Payloads.TEXT),
                        progress,
                        handed::addAll,
                        handler -> HandlerWatch.NONE,
                        Runnable::run)
                .join();

        assertThat(handed).singleElement().isSameAs(application.dispatcher().deferred("laterOne#on()"));
    }

    @Test
    void that_all_is_handed_over_is_said_once_and_before_the_first_handler_runs() {
        application.start(First.class, LaterOne.class, LaterTwo.class);
        HandlerDeferral telling = new HandlerDeferral() {

            @Override
            public void defer(List<DeferredHandler> handlers) {
                application.journal().add("deferred " + handlers.size());
            }

            @Override
            public void complete() {
                application.journal().add("complete");
            }
        };

        for (int delivery = 0; delivery < 2; delivery++) {
            application
                    .dispatcher()
                    .dispatch(
                            Application.callback(Payloads.TEXT),
                            progress,
                            telling,
                            handler -> HandlerWatch.NONE,
                            Runnable::run)
                    .join();
        }

        assertThat(application.journal()).containsExactly("deferred 2", "complete", "first", "complete");
    }

    @Test
    void nothing_is_handed_over_where_none_runs_later() {
        application.start(First.class);

        application.send(Payloads.TEXT);

        assertThat(application.journal()).containsExactly("first");
    }

    @Test
    void nothing_is_handed_over_where_none_of_those_that_run_later_matches() {
        application.start(First.class, LaterOne.class);

        Application.Delivery delivery = application.send(Payloads.CLICK);

        assertThat(application.journal()).isEmpty();
        assertThat(delivery.dispatched().isUnmatched()).isTrue();
    }

    @Test
    void when_the_inbox_refuses_no_handler_runs_and_none_has_succeeded() {
        application.start(First.class, LaterOne.class, LaterTwo.class);
        refusal = new IllegalStateException("full");

        CompletableFuture<Dispatched> dispatch = dispatch();

        assertThatThrownBy(dispatch::join).hasCause(refusal);
        assertThat(application.journal()).isEmpty();
        assertThat(progress.succeeded()).isEmpty();
        assertThat(progress.reply()).isNull();
    }

    @Test
    void a_redelivery_of_what_the_inbox_refused_runs_everything() {
        application.start(First.class, LaterOne.class, LaterTwo.class);
        refusal = new IllegalStateException("full");
        assertThatThrownBy(dispatch()::join).hasCause(refusal);

        refusal = null;
        Application.Delivery delivery = application.send(Payloads.TEXT, progress);

        assertThat(application.journal()).containsExactly("deferred [laterOne#on(), laterTwo#on()]", "first");
        assertThat(delivery.text()).isEqualTo("first");
    }

    @Test
    void what_was_handed_over_is_not_handed_over_again_when_another_handler_failed() {
        Failing failing =
                application.start(LaterOne.class, Failing.class, First.class).getBean(Failing.class);

        Application.Delivery first = application.send(Payloads.TEXT, progress);
        failing.broken = false;
        Application.Delivery second = application.send(Payloads.TEXT, progress);

        assertThat(first.failures()).hasSize(1);
        assertThat(second.failures()).isEmpty();
        assertThat(second.matched()).isEqualTo(3);
        assertThat(application.journal()).containsExactly("deferred [laterOne#on()]", "failing", "first", "failing");
    }

    @Test
    void only_what_was_not_handed_over_yet_is_handed_over_on_a_redelivery() {
        BrokenCondition condition =
                application.start(LaterOne.class, BrokenCondition.class).getBean(BrokenCondition.class);

        application.send(Payloads.TEXT, progress);
        condition.broken = false;
        Application.Delivery second = application.send(Payloads.TEXT, progress);

        assertThat(second.matched()).isEqualTo(2);
        assertThat(application.journal())
                .containsExactly("deferred [laterOne#on()]", "deferred [brokenCondition#on()]");
    }

    @Test
    void conditions_are_asked_at_arrival() {
        application.start(OnlyPing.class, LaterOne.class);

        Application.Delivery ping = application.send(Payloads.text("ping"));
        Application.Delivery pong = application.send(Payloads.text("pong"));

        assertThat(ping.matched()).isEqualTo(2);
        assertThat(pong.matched()).isEqualTo(1);
        assertThat(application.journal())
                .containsExactly("deferred [onlyPing#on(), laterOne#on()]", "deferred [laterOne#on()]");
    }

    @Test
    void a_condition_that_throws_is_a_failure_of_its_handler_alone() {
        application.start(BrokenCondition.class, LaterOne.class, First.class);

        Application.Delivery delivery = application.send(Payloads.TEXT, progress);

        assertThat(application.journal()).containsExactly("deferred [laterOne#on()]", "first");
        assertThat(delivery.matched()).isEqualTo(3);
        assertThat(delivery.failures())
                .singleElement()
                .satisfies(failure -> assertThat(failure.handler()).isEqualTo("brokenCondition#on()"));
        assertThat(progress.succeeded()).containsExactlyInAnyOrder("laterOne#on()", "first#on()");
    }

    @Test
    void a_fallback_is_handed_over_when_nothing_else_matched() {
        application.start(OnlyPing.class, Rest.class);

        Application.Delivery delivery = application.send(Payloads.text("pong"));

        assertThat(application.journal()).containsExactly("deferred [rest#on()]");
        assertThat(delivery.matched()).isOne();
    }

    @Test
    void a_fallback_is_not_handed_over_when_something_else_was() {
        application.start(OnlyPing.class, Rest.class);

        Application.Delivery delivery = application.send(Payloads.text("ping"), progress);
        application.send(Payloads.text("ping"), progress);

        assertThat(application.journal()).containsExactly("deferred [onlyPing#on()]");
        assertThat(delivery.matched()).isOne();
    }

    @Test
    void a_fallback_is_not_handed_over_when_a_condition_threw() {
        application.start(BrokenCondition.class, Rest.class);

        Application.Delivery delivery = application.send(Payloads.TEXT);

        assertThat(application.journal()).isEmpty();
        assertThat(delivery.failures()).hasSize(1);
    }

    @Test
    void a_fallback_that_the_inbox_refuses_has_not_succeeded() {
        application.start(Rest.class, PromptRest.class);
        refusal = new IllegalStateException("full");

        CompletableFuture<Dispatched> dispatch = dispatch();

        assertThatThrownBy(dispatch::join).hasCause(refusal);
        assertThat(application.journal()).isEmpty();
        assertThat(progress.succeeded()).isEmpty();
    }

    private CompletableFuture<Dispatched> dispatch() {
        return application.dispatch(Application.callback(Payloads.TEXT), progress, Runnable::run);
    }

    @Order(1)
    static class First extends Journal.Keeper {

        @WeComMessageHandler(type = "text")
        String on() {
            note("first");
            return "first";
        }
    }

    @Order(2)
    static class LaterOne extends Journal.Keeper {

        @WeComMessageHandler(type = "text")
        void on() {
            note("later one");
        }
    }

    @Order(3)
    static class LaterTwo extends Journal.Keeper {

        @WeComMessageHandler(delivery = Delivery.INBOX)
        void on() {
            note("later two");
        }
    }

    @Order(0)
    static class Failing extends Journal.Keeper {

        boolean broken = true;

        @WeComMessageHandler(delivery = Delivery.INLINE)
        void on() {
            note("failing");
            if (broken) {
                throw new IllegalStateException("broken");
            }
        }
    }

    @Order(1)
    static class OnlyPing extends Journal.Keeper {

        @WeComMessageHandler(condition = "#message.get('Content') == 'ping'")
        void on() {
            note("ping");
        }
    }

    @Order(1)
    static class BrokenCondition extends Journal.Keeper {

        boolean broken = true;

        public boolean holds() {
            if (broken) {
                throw new IllegalStateException("broken");
            }
            return true;
        }

        @WeComMessageHandler(condition = "@brokenCondition.holds()")
        void on() {
            note("never");
        }
    }

    static class Rest extends Journal.Keeper {

        @WeComFallbackHandler
        void on() {
            note("rest");
        }
    }

    static class PromptRest extends Journal.Keeper {

        @WeComFallbackHandler
        String on() {
            note("prompt rest");
            return "rest";
        }
    }
}
