// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.handler;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.wecomcallback.annotation.WeComFallbackHandler;
import io.github.wecomcallback.annotation.WeComMessageHandler;
import io.github.wecomcallback.reply.Reply;
import io.github.wecomcallback.reply.TextReply;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.core.annotation.Order;

/** Handlers that return before they are done. */
class StagesTest {

    @RegisterExtension
    final Application application = new Application();

    private final HandlerProgress progress = new HandlerProgress();
    private final List<Runnable> continuations = new ArrayList<>();

    @Test
    void the_dispatch_is_done_when_the_stage_is() {
        Later later = application.start(Later.class).getBean(Later.class);

        CompletableFuture<Dispatched> dispatch = dispatch();
        assertThat(dispatch).isNotDone();
        later.result.complete(Reply.text("later"));
        goOn();

        assertThat(dispatch).isCompletedWithValue(new Dispatched(1, List.of()));
        assertThat(progress.reply()).isEqualTo(new TextReply("later"));
    }

    @Test
    void the_next_handler_waits_for_the_stage() {
        Later later = application.start(Later.class, Next.class).getBean(Later.class);

        CompletableFuture<Dispatched> dispatch = dispatch();
        assertThat(application.journal()).containsExactly("later");
        later.result.complete(null);
        goOn();

        assertThat(dispatch).isDone();
        assertThat(application.journal()).containsExactly("later", "next");
    }

    @Test
    void what_is_left_to_do_runs_on_the_executor_and_not_on_the_thread_that_completes() {
        Later later = application.start(Later.class, Next.class).getBean(Later.class);
        dispatch();

        later.result.complete(null);

        assertThat(continuations).hasSize(1);
        assertThat(application.journal()).containsExactly("later");
    }

    @Test
    void a_stage_keeps_its_place_among_the_replies() {
        Later later = application.start(Later.class, Next.class).getBean(Later.class);
        dispatch();

        later.result.complete(Reply.text("later"));
        goOn();

        assertThat(progress.reply()).isEqualTo(new TextReply("later"));
    }

    @Test
    void the_next_handler_replies_where_the_stage_has_nothing_to_say() {
        Later later = application.start(Later.class, Next.class).getBean(Later.class);
        dispatch();

        later.result.complete(Optional.empty());
        goOn();

        assertThat(progress.reply()).isEqualTo(new TextReply("next"));
    }

    @Test
    void a_stage_that_fails_is_a_failure_of_its_handler_alone() {
        Later later = application.start(Later.class, Next.class).getBean(Later.class);
        IllegalStateException broken = new IllegalStateException("broken");
        CompletableFuture<Dispatched> dispatch = dispatch();

        later.result.completeExceptionally(broken);
        goOn();

        assertThat(dispatch).isCompletedWithValue(new Dispatched(2, List.of(new HandlerFailure("later#on()", broken))));
        assertThat(application.journal()).containsExactly("later", "next");
    }

    @Test
    void a_stage_that_is_cancelled_is_a_failure() {
        Later later = application.start(Later.class).getBean(Later.class);
        CompletableFuture<Dispatched> dispatch = dispatch();

        later.result.cancel(false);
        goOn();

        assertThat(dispatch.join().failures())
                .singleElement()
                .satisfies(failure -> assertThat(failure.cause()).isInstanceOf(CancellationException.class));
    }

    @Test
    void a_stage_of_something_that_is_no_reply_is_a_failure_that_says_what_to_return() {
        Later later = application.start(Later.class, Next.class).getBean(Later.class);
        CompletableFuture<Dispatched> dispatch = dispatch();

        later.result.complete(new Object());
        goOn();

        assertThat(dispatch.join().failures())
                .singleElement()
                .satisfies(failure -> assertThat(failure.cause()).hasMessageContaining("Return a String, a number"));
        assertThat(application.journal()).containsExactly("later", "next");
    }

    @Test
    void a_handler_has_succeeded_once_its_stage_is_done() {
        Later later = application.start(Later.class).getBean(Later.class);
        dispatch();
        later.result.complete(null);
        goOn();

        dispatch();

        assertThat(application.journal()).containsExactly("later");
    }

    @Test
    void a_handler_whose_stage_failed_runs_again_on_a_redelivery() {
        Later later = application.start(Later.class).getBean(Later.class);
        dispatch();
        later.result.completeExceptionally(new IllegalStateException("broken"));
        goOn();

        dispatch();

        assertThat(application.journal()).containsExactly("later", "later");
    }

    @Test
    void the_fallback_waits_until_it_is_known_that_nobody_matched() {
        Later later = application.start(Later.class, Rest.class).getBean(Later.class);
        CompletableFuture<Dispatched> dispatch = dispatch();

        later.result.complete(null);
        goOn();

        assertThat(dispatch).isCompletedWithValue(new Dispatched(1, List.of()));
        assertThat(application.journal()).containsExactly("later");
    }

    @Test
    void a_fallback_may_take_its_time_too() {
        LateRest rest = application.start(LateRest.class).getBean(LateRest.class);
        CompletableFuture<Dispatched> dispatch = dispatch();
        assertThat(dispatch).isNotDone();

        rest.result.complete("rest");
        goOn();

        assertThat(dispatch).isCompletedWithValue(new Dispatched(1, List.of()));
        assertThat(progress.reply()).isEqualTo(new TextReply("rest"));
    }

    @Test
    void many_stages_that_are_done_already_follow_one_another() {
        application
                .start(Immediate.class, Later.class, Next.class)
                .getBean(Later.class)
                .result
                .complete(null);

        CompletableFuture<Dispatched> dispatch = dispatch();
        goOn();

        assertThat(dispatch).isCompletedWithValue(new Dispatched(3, List.of()));
        assertThat(application.journal()).containsExactly("immediate", "later", "next");
    }

    private CompletableFuture<Dispatched> dispatch() {
        return application.dispatch(Application.callback(Payloads.TEXT), progress, continuations::add);
    }

    /** Lets the executor do what it was given. */
    private void goOn() {
        while (!continuations.isEmpty()) {
            continuations.remove(0).run();
        }
    }

    @Order(2)
    static class Later extends Journal.Keeper {

        final CompletableFuture<Object> result = new CompletableFuture<>();

        @WeComMessageHandler
        CompletionStage<Object> on() {
            note("later");
            return result;
        }
    }

    @Order(3)
    static class Next extends Journal.Keeper {

        @WeComMessageHandler
        String on() {
            note("next");
            return "next";
        }
    }

    @Order(1)
    static class Immediate extends Journal.Keeper {

        @WeComMessageHandler
        CompletableFuture<Void> on() {
            note("immediate");
            return CompletableFuture.completedFuture(null);
        }
    }

    static class Rest extends Journal.Keeper {

        @WeComFallbackHandler
        void on() {
            note("rest");
        }
    }

    static class LateRest {

        final CompletableFuture<String> result = new CompletableFuture<>();

        @WeComFallbackHandler
        CompletableFuture<String> on() {
            return result;
        }
    }
}
