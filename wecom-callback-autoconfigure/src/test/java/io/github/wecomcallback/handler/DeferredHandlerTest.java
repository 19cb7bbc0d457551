// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.handler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.wecomcallback.annotation.Delivery;
import io.github.wecomcallback.annotation.WeComEventHandler;
import io.github.wecomcallback.annotation.WeComMessageHandler;
import io.github.wecomcallback.message.Contact;
import io.github.wecomcallback.message.Field;
import io.github.wecomcallback.message.Payload;
import io.github.wecomcallback.reply.Reply;
import io.github.wecomcallback.support.Background;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.context.annotation.Lazy;

/** Handlers as they run from the inbox. */
class DeferredHandlerTest {

    private static final Retry RETRY = new Retry(5, Duration.ofSeconds(1), 2, Duration.ofMinutes(1));
    private static final IOException BROKEN = new IOException("broken");

    private final HandlerTimeouts timeouts = new HandlerTimeouts(Duration.ofMinutes(10));

    @RegisterExtension
    final Application application = new Application().withInbox(RETRY, handlers -> {});

    @Test
    void it_takes_its_arguments_as_any_handler_does() {
        application.start(ManyForms.class);

        Throwable failure =
                run("manyForms#on(Contact.UserCreated,Payload,CallbackContext,String)", Payloads.USER_CREATED);

        assertThat(failure).isNull();
        assertThat(application.journal())
                .containsExactly("陈宇", "change_contact/create_user", Application.RECEIVED_AT, "chen.yu");
    }

    @Test
    void it_says_how_it_is_to_be_run() {
        application.start(ManyForms.class);

        DeferredHandler handler =
                application.dispatcher().deferred("manyForms#on(Contact.UserCreated,Payload,CallbackContext,String)");

        assertThat(handler)
                .hasToString("manyForms#on(Contact.UserCreated,Payload,CallbackContext,String)")
                .returns(handler.toString(), DeferredHandler::id)
                .returns(true, DeferredHandler::isOrdered)
                .returns(RETRY, DeferredHandler::retry);
    }

    @Test
    void it_waits_for_its_stage() throws Exception {
        Later later = application.start(Later.class).getBean(Later.class);
        CompletableFuture<Object> pending = new CompletableFuture<>();
        later.stage = pending;
        Background<Throwable> run = Background.run(() -> run("later#on()", Payloads.TEXT));

        run.untilItIs(Thread.State.WAITING);
        pending.complete(null);

        assertThat(run.result()).isNull();
    }

    @Test
    void it_may_be_interrupted_while_it_waits() throws Exception {
        Later later = application.start(Later.class).getBean(Later.class);
        later.stage = new CompletableFuture<>();
        Background<Throwable> run = Background.run(() -> run("later#on()", Payloads.TEXT));

        run.untilItIs(Thread.State.WAITING).interrupt();

        assertThat(run.result()).isInstanceOf(InterruptedException.class);
    }

    @ParameterizedTest
    @MethodSource("brokenStages")
    void the_failure_of_its_stage_is_its_own(CompletionStage<?> broken) {
        application.start(Later.class).getBean(Later.class).stage = broken;

        Throwable failure = run("later#on()", Payloads.TEXT);

        assertThat(failure).isSameAs(BROKEN);
    }

    static Stream<CompletionStage<?>> brokenStages() {
        CompletionException wrapped = new CompletionException(BROKEN);
        return Stream.of(
                CompletableFuture.failedFuture(BROKEN),
                CompletableFuture.failedStage(BROKEN),
                CompletableFuture.failedFuture(BROKEN).thenApply(result -> result),
                CompletableFuture.failedFuture(wrapped),
                CompletableFuture.failedFuture(new CompletionException(wrapped)));
    }

    @Test
    void a_stage_that_is_cancelled_is_a_failure() {
        CompletableFuture<Object> cancelled = new CompletableFuture<>();
        cancelled.cancel(false);
        application.start(Later.class).getBean(Later.class).stage = cancelled;

        Throwable failure = run("later#on()", Payloads.TEXT);

        assertThat(failure).isInstanceOf(CancellationException.class);
    }

    @Test
    void what_it_throws_comes_as_it_is() {
        application.start(Broken.class);

        Throwable failure = run("broken#on()", Payloads.TEXT);

        assertThat(failure).isSameAs(BROKEN);
    }

    @Test
    void its_condition_is_not_asked_again() {
        application.start(Gate.class, Conditional.class);
        CallbackContext callback = Application.callback(Payloads.TEXT);
        Application.Delivery arrival = application.send(callback, new HandlerProgress());

        Throwable failure = catchThrowable(
                () -> application.dispatcher().deferred("conditional#on()").run(callback, HandlerWatch.NONE, timeouts));

        assertThat(arrival.matched()).isOne();
        assertThat(failure).isNull();
        assertThat(application.journal()).containsExactly("asked", "ran");
    }

    @Test
    void it_is_called_through_the_proxy_of_its_class() {
        application.start(ProxiedBeansTest.ClassProxies.class, ProxiedBeansTest.Guarded.class);

        Throwable failure = run("guarded#packagePrivate()", Payloads.event("package"));

        assertThat(failure).isNull();
        assertThat(application.journal()).containsExactly("let in", "package");
    }

    @Test
    void it_is_called_through_the_proxy_of_its_interfaces() {
        application.start(ProxiedBeansTest.InterfaceProxies.class, ProxiedBeansTest.GuardedBell.class);

        Throwable failure = run("guardedBell#ring()", Payloads.TEXT);

        assertThat(failure).isNull();
        assertThat(application.journal()).containsExactly("let in", "ding");
    }

    @Test
    void a_lazy_bean_may_turn_out_to_be_a_proxy_of_its_interfaces() {
        application.start(ProxiedBeansTest.InterfaceProxies.class, LazyBell.class);

        Throwable failure = run("lazyBell#ring()", Payloads.TEXT);

        assertThat(failure).isNull();
        assertThat(application.journal()).containsExactly("let in", "ding");
    }

    @Test
    void a_reply_is_handed_to_who_runs_the_handler() throws Throwable {
        Later later = application.start(Later.class).getBean(Later.class);
        later.stage = CompletableFuture.completedFuture("the reply");

        Reply reply = application
                .dispatcher()
                .deferred("later#on()")
                .run(Application.callback(Payloads.TEXT), HandlerWatch.NONE, timeouts);

        assertThat(reply).isEqualTo(Reply.text("the reply"));
    }

    /** What the handler threw, or null. */
    private @Nullable Throwable run(String id, String plaintext) {
        DeferredHandler handler = application.dispatcher().deferred(id);
        assertThat(handler).as(id).isNotNull();
        return catchThrowable(() -> handler.run(Application.callback(plaintext), HandlerWatch.NONE, timeouts));
    }

    static class ManyForms extends Journal.Keeper {

        @WeComEventHandler(ordered = true)
        void on(Contact.UserCreated event, Payload payload, CallbackContext context, @Field("UserID") String userId) {
            note(event.name());
            note(payload.kind().toString());
            note(context.receivedAt());
            note(userId);
        }
    }

    static class Later {

        volatile @Nullable CompletionStage<?> stage;

        @WeComMessageHandler(delivery = Delivery.INBOX)
        @Nullable CompletionStage<?> on() {
            return stage;
        }
    }

    static class Broken {

        @WeComMessageHandler
        void on() throws IOException {
            throw BROKEN;
        }
    }

    static class Gate extends Journal.Keeper {

        public boolean isOpen() {
            note("asked");
            return true;
        }
    }

    static class Conditional extends Journal.Keeper {

        @WeComMessageHandler(condition = "@gate.open")
        void on() {
            note("ran");
        }
    }

    @Lazy
    static class LazyBell extends ProxiedBeansTest.GuardedBell {}
}
