// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.handler;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.wecomcallback.annotation.WeComMessageHandler;
import io.github.wecomcallback.message.Discriminator;
import io.github.wecomcallback.message.Payload;
import io.github.wecomcallback.message.WeComMessage;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.annotation.Order;

class DispatchTest {

    @RegisterExtension
    final Application application = new Application();

    @Test
    void handlers_run_in_the_order_of_their_methods() {
        application.start(OrderedMethods.class);

        application.send(Payloads.TEXT);

        assertThat(application.journal()).containsExactly("first", "second", "last");
    }

    @Test
    void the_order_of_the_class_counts_for_methods_without_one() {
        application.start(LateBean.class, EarlyBean.class);

        application.send(Payloads.TEXT);

        assertThat(application.journal()).containsExactly("before all", "early", "late");
    }

    @Test
    void an_order_is_inherited_with_the_handler() {
        application.start(OverridingLast.class, OverridingFirst.class);

        application.send(Payloads.TEXT);

        assertThat(application.journal()).containsExactly("first", "last");
    }

    @Test
    void handlers_without_an_order_run_as_their_beans_were_declared() {
        application.start(C.class, A.class, B.class);

        application.send(Payloads.TEXT);

        assertThat(application.journal()).containsExactly("C", "A", "B");
    }

    @Test
    void the_first_result_that_is_not_null_is_the_reply() {
        application.start(Silent.class, Speaker.class, SecondSpeaker.class);

        Application.Delivery delivery = application.send(Payloads.TEXT);

        assertThat(delivery.text()).isEqualTo("speaker");
        assertThat(application.journal()).containsExactly("silent", "speaker", "second speaker");
    }

    @Test
    void nobody_who_wants_it_is_no_failure() {
        application.start();

        Application.Delivery delivery = application.send(Payloads.TEXT);

        assertThat(delivery.dispatched().isUnmatched()).isTrue();
        assertThat(delivery.failures()).isEmpty();
        assertThat(delivery.reply()).isNull();
    }

    @Test
    void a_handler_that_fails_does_not_keep_the_others_from_running() {
        application.start(Failing.class, Speaker.class);

        Application.Delivery delivery = application.send(Payloads.TEXT);

        assertThat(application.journal()).containsExactly("failing", "speaker");
        assertThat(delivery.text()).isEqualTo("speaker");
        assertThat(delivery.matched()).isEqualTo(2);
        assertThat(delivery.failures()).singleElement().satisfies(failure -> {
            assertThat(failure.handler()).isEqualTo("failing#on()");
            assertThat(failure.cause()).isExactlyInstanceOf(IOException.class).hasMessage("broken");
        });
    }

    @Test
    void each_handler_that_fails_is_told() {
        application.start(Failing.class, FailingWithError.class, FailingLater.class);

        Application.Delivery delivery = application.send(Payloads.TEXT);

        assertThat(delivery.failures())
                .extracting(HandlerFailure::handler)
                .containsExactly("failing#on()", "failingWithError#on()", "failingLater#on()");
        assertThat(delivery.failures())
                .extracting(HandlerFailure::cause)
                .hasExactlyElementsOfTypes(IOException.class, NoSuchMethodError.class, IOException.class);
    }

    @Test
    void a_bean_that_cannot_be_made_is_a_failure_of_its_handlers() {
        application.start(Unborn.class, Speaker.class);

        Application.Delivery delivery = application.send(Payloads.TEXT);

        assertThat(delivery.failures()).extracting(HandlerFailure::handler).containsExactly("unborn#on()");
        assertThat(application.journal()).containsExactly("speaker");
    }

    @Test
    void on_a_redelivery_only_those_run_that_had_not_succeeded() {
        Mending mending =
                application.start(Speaker.class, Mending.class, Failing.class).getBean(Mending.class);
        HandlerProgress progress = new HandlerProgress();
        application.send(Payloads.TEXT, progress);
        application.journal().clear();
        mending.mended = true;

        Application.Delivery again = application.send(Payloads.TEXT, progress);

        assertThat(application.journal()).containsExactly("mended", "failing");
        assertThat(again.failures()).extracting(HandlerFailure::handler).containsExactly("failing#on()");
        assertThat(again.matched()).isEqualTo(3);
    }

    @Test
    void a_redelivery_carries_the_reply_of_the_first_run() {
        application.start(Failing.class, Counter.class);
        HandlerProgress progress = new HandlerProgress();

        Application.Delivery first = application.send(Payloads.TEXT, progress);
        Application.Delivery again = application.send(Payloads.TEXT, progress);

        assertThat(first.text()).isEqualTo("1");
        assertThat(again.text()).isEqualTo("1");
    }

    @Test
    void a_redelivery_with_nothing_left_to_do_is_not_unmatched() {
        application.start(Speaker.class);
        HandlerProgress progress = new HandlerProgress();
        application.send(Payloads.TEXT, progress);

        Application.Delivery again = application.send(Payloads.TEXT, progress);

        assertThat(again.dispatched().isUnmatched()).isFalse();
        assertThat(application.journal()).containsExactly("speaker");
    }

    @Test
    void overloads_with_types_of_the_same_simple_name_are_handlers_of_their_own() {
        application.start(Overloads.class);
        HandlerProgress progress = new HandlerProgress();

        application.send(Payloads.TEXT, progress);

        assertThat(application.journal()).containsExactlyInAnyOrder("ours", "theirs");
    }

    static class OrderedMethods extends Journal.Keeper {

        @WeComMessageHandler
        void a() {
            note("last");
        }

        @Order(2)
        @WeComMessageHandler
        void b() {
            note("second");
        }

        @Order(1)
        @WeComMessageHandler
        void c() {
            note("first");
        }
    }

    @Order(20)
    static class LateBean extends Journal.Keeper {

        @WeComMessageHandler
        void on() {
            note("late");
        }

        @Order(1)
        @WeComMessageHandler
        void beforeAll() {
            note("before all");
        }
    }

    @Order(10)
    static class EarlyBean extends Journal.Keeper {

        @WeComMessageHandler
        void on() {
            note("early");
        }
    }

    abstract static class First extends Journal.Keeper {

        @Order(1)
        @WeComMessageHandler
        abstract void on();
    }

    static class OverridingFirst extends First {

        @Override
        void on() {
            note("first");
        }
    }

    interface Last {

        @Order(2)
        @WeComMessageHandler
        void on();
    }

    static class OverridingLast extends Journal.Keeper implements Last {

        @Override
        public void on() {
            note("last");
        }
    }

    static class A extends Journal.Keeper {

        @WeComMessageHandler
        void on() {
            note(getClass().getSimpleName());
        }
    }

    static class B extends A {}

    static class C extends A {}

    @Order(1)
    static class Silent extends Journal.Keeper {

        @WeComMessageHandler
        String on() {
            note("silent");
            return null;
        }
    }

    @Order(2)
    static class Speaker extends Journal.Keeper {

        @WeComMessageHandler
        String on() {
            note("speaker");
            return "speaker";
        }
    }

    @Order(3)
    static class SecondSpeaker extends Journal.Keeper {

        @WeComMessageHandler
        String on() {
            note("second speaker");
            return "second speaker";
        }
    }

    @Order(1)
    static class Failing extends Journal.Keeper {

        @WeComMessageHandler
        void on() throws IOException {
            note("failing");
            throw new IOException("broken");
        }
    }

    @Order(2)
    static class FailingWithError {

        @WeComMessageHandler
        void on() {
            throw new NoSuchMethodError("an old jar");
        }
    }

    @Order(3)
    static class FailingLater {

        @WeComMessageHandler
        CompletionStage<String> on() {
            return CompletableFuture.<String>failedFuture(new CompletionException(new IOException("broken later")))
                    .thenApply(text -> text);
        }
    }

    @Lazy
    @Order(1)
    static class Unborn {

        Unborn() {
            throw new IllegalStateException("cannot be made");
        }

        @WeComMessageHandler
        void on() {}
    }

    @Order(1)
    static class Mending extends Journal.Keeper {

        boolean mended;

        @WeComMessageHandler
        void on() {
            if (!mended) {
                throw new IllegalStateException("broken");
            }
            note("mended");
        }
    }

    static class Ours {

        @Discriminator(type = "text")
        record Note(Payload payload) implements WeComMessage {}
    }

    static class Theirs {

        @Discriminator(type = "text")
        record Note(Payload payload) implements WeComMessage {}
    }

    static class Overloads extends Journal.Keeper {

        @WeComMessageHandler
        void on(Ours.Note note) {
            note("ours");
        }

        @WeComMessageHandler
        void on(Theirs.Note note) {
            note("theirs");
        }
    }

    static class Counter {

        private int count;

        @WeComMessageHandler
        int on() {
            return ++count;
        }
    }
}
