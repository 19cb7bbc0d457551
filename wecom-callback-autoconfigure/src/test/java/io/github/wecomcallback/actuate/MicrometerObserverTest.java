// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.actuate;

import static io.micrometer.observation.tck.TestObservationRegistryAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.wecomcallback.annotation.WeComEventHandler;
import io.github.wecomcallback.annotation.WeComMessageHandler;
import io.github.wecomcallback.message.Contact;
import io.github.wecomcallback.message.UserMessage;
import io.github.wecomcallback.message.WeComMessage;
import io.github.wecomcallback.support.Background;
import io.github.wecomcallback.support.Callbacks;
import io.github.wecomcallback.support.LogCapture;
import io.github.wecomcallback.support.WeCom;
import io.micrometer.common.KeyValues;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.observation.DefaultMeterObservationHandler;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.tck.TestObservationRegistry;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.slf4j.event.Level;

class MicrometerObserverTest {

    @RegisterExtension
    private final LogCapture log = LogCapture.at(Level.WARN);

    private final WeCom weCom = new WeCom();
    private final TestObservationRegistry registry = TestObservationRegistry.create();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<@Nullable Observation> current = new CopyOnWriteArrayList<>();

    @AfterEach
    void nothing_is_left_and_no_observation_was_misused() {
        threads.shutdownNow();

        assertThat(registry.getCurrentObservation()).isNull();
        assertThat(log.text()).doesNotContain("InvalidObservation", "harms no callback");
    }

    @Test
    void a_callback_is_observed_with_what_came_and_how_it_ended() {
        callbacks(new Handlers()).build().post(weCom.deliver(WeCom.sample("change_contact.create_user.xml")));

        assertThat(registry)
                .hasObservationWithNameEqualTo("wecom.callback")
                .that()
                .hasBeenStopped()
                .hasContextualNameEqualTo("wecom callback change_contact/create_user")
                .hasLowCardinalityKeyValue("account", "default")
                .hasLowCardinalityKeyValue("type", "event")
                .hasLowCardinalityKeyValue("event", "change_contact")
                .hasLowCardinalityKeyValue("changeType", "create_user")
                .hasLowCardinalityKeyValue("outcome", "completed")
                .hasHighCardinalityKeyValueWithKey("wecom.message");
    }

    @Test
    void a_handler_is_observed_as_part_of_its_callback_on_another_thread() {
        callbacks(new Handlers()).build().post(weCom.deliver(WeCom.sample("change_contact.create_user.xml")));

        assertThat(registry)
                .hasObservationWithNameEqualTo("wecom.callback.handler")
                .that()
                .hasBeenStopped()
                .hasParentObservationContextMatching(parent -> parent instanceof CallbackObservationContext)
                .hasContextualNameEqualTo("wecom handler handler0#created(Contact.UserCreated)")
                .hasLowCardinalityKeyValue("handler", "handler0#created(Contact.UserCreated)")
                .hasLowCardinalityKeyValue("event", "change_contact")
                .hasLowCardinalityKeyValue("delivery", "inline")
                .hasLowCardinalityKeyValue("outcome", "succeeded");
        assertThat(current).singleElement().satisfies(MicrometerObserverTest::isOfAHandler);
    }

    @Test
    void handlers_before_in_and_after_a_stage_find_their_own_observation() {
        callbacks(new Staged()).build().post(weCom.deliver(WeCom.text("hi", 1)));

        assertThat(registry).hasNumberOfObservationsWithNameEqualTo("wecom.callback.handler", 3);
        assertThat(current).hasSize(3).doesNotHaveDuplicates().allSatisfy(MicrometerObserverTest::isOfAHandler);
    }

    @Test
    void a_handler_that_fails_has_its_error() {
        callbacks(new Failing()).build().post(weCom.deliver(WeCom.text("hi", 1)));

        assertThat(registry)
                .hasObservationWithNameEqualTo("wecom.callback.handler")
                .that()
                .hasLowCardinalityKeyValue("outcome", "failed")
                .thenError()
                .isInstanceOf(IllegalStateException.class);
        assertThat(registry)
                .hasObservationWithNameEqualTo("wecom.callback")
                .that()
                .hasLowCardinalityKeyValue("outcome", "failed");
    }

    @Test
    void handlers_that_outlive_their_callback_are_observed_all_the_same() throws Exception {
        CountDownLatch late = new CountDownLatch(1);
        Callbacks callbacks = callbacks(new Slow(late)).build();

        callbacks.postOutOfPatience(weCom.deliver(WeCom.text("hi", 1)));
        assertThat(registry)
                .hasObservationWithNameEqualTo("wecom.callback")
                .that()
                .hasBeenStopped()
                .hasLowCardinalityKeyValue("outcome", "late");
        late.countDown();

        await().untilAsserted(() -> assertThat(registry)
                .hasNumberOfObservationsWithNameEqualTo("wecom.callback.handler", 2)
                .forAllObservationsWithNameEqualTo(
                        "wecom.callback.handler",
                        handler -> handler.hasLowCardinalityKeyValue("outcome", "succeeded")));
    }

    @Test
    void a_redelivery_is_a_callback_without_handlers() throws Exception {
        Callbacks callbacks = callbacks(new Handlers()).build();

        Background.run(() -> callbacks.post(weCom.deliver(WeCom.text("hi", 1)))).result();
        callbacks.post(weCom.deliver(WeCom.text("hi", 1)));

        assertThat(registry)
                .hasNumberOfObservationsWithNameEqualTo("wecom.callback", 2)
                .hasNumberOfObservationsWithNameEqualTo("wecom.callback.handler", 1);
    }

    @Test
    void a_callback_is_part_of_what_is_observed_around_it() {
        Observation request = Observation.start("http.server.requests", registry);

        request.scoped(() -> callbacks(new Handlers()).build().post(weCom.deliver(WeCom.text("hi", 1))));
        request.stop();

        assertThat(registry)
                .hasObservationWithNameEqualTo("wecom.callback")
                .that()
                .hasParentObservationEqualTo(request);
    }

    @Test
    void timers_come_of_it_with_few_series_whatever_names_arrive() {
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        ObservationRegistry forgetful = ObservationRegistry.create();
        forgetful.observationConfig().observationHandler(new DefaultMeterObservationHandler(meters));
        Callbacks callbacks = Callbacks.to(new Everything())
                .observers(new MicrometerObserver(forgetful, null, null))
                .build();

        for (int i = 0; i < 10_000; i++) {
            callbacks.post(
                    weCom.deliver("<xml><FromUserName>li.wei</FromUserName><MsgType>event</MsgType><Event>made_up" + i
                            + "</Event><ChangeType>li.wei" + i + "</ChangeType></xml>"));
        }

        assertThat(meters.get("wecom.callback").timers()).singleElement().satisfies(timer -> {
            assertThat(timer.count()).isEqualTo(10_000);
            assertThat(timer.getId().getTag("event")).isEqualTo("other");
            assertThat(timer.getId().getTag("changeType")).isEqualTo("other");
            assertThat(timer.getId().getTag("type")).isEqualTo("event");
        });
        assertThat(meters.get("wecom.callback.handler").timers()).hasSize(1);
        assertThat(meters.getMeters())
                .hasSizeLessThan(10)
                .extracting(Meter::getId)
                .allSatisfy(id -> assertThat(id.toString()).doesNotContain("li.wei", "made_up"));
    }

    @Test
    void the_application_may_have_conventions_of_its_own() {
        CallbackObservationConvention callback = new DefaultCallbackObservationConvention() {
            @Override
            public String getName() {
                return "my.callback";
            }
        };
        HandlerObservationConvention handler = new DefaultHandlerObservationConvention() {
            @Override
            public KeyValues getLowCardinalityKeyValues(HandlerObservationContext context) {
                return KeyValues.of("mine", context.getHandler());
            }
        };

        Callbacks.to(new Handlers())
                .observers(new MicrometerObserver(registry, callback, handler))
                .build()
                .post(weCom.deliver(WeCom.text("hi", 1)));

        assertThat(registry).hasObservationWithNameEqualTo("my.callback");
        assertThat(registry)
                .hasObservationWithNameEqualTo("wecom.callback.handler")
                .that()
                .hasLowCardinalityKeyValue("mine", "handler0#text(UserMessage.Text)")
                .doesNotHaveLowCardinalityKeyValueWithKey("account");
    }

    @Test
    void a_registry_that_does_nothing_costs_nothing() {
        MicrometerObserver observer = new MicrometerObserver(ObservationRegistry.NOOP, null, null);

        assertThat(observer.callback(null, "1")).isNull();
        assertThat(observer.fromInbox(null, "1", "handler")).isNull();
    }

    private Callbacks.Builder callbacks(Object handlers) {
        return Callbacks.to(handlers).threads(threads, 10).observers(new MicrometerObserver(registry, null, null));
    }

    private static void isOfAHandler(@Nullable Observation observation) {
        assertThat(observation).isNotNull();
        assertThat(observation.getContext()).isInstanceOf(HandlerObservationContext.class);
    }

    private final class Handlers {

        @WeComEventHandler
        void created(Contact.UserCreated event) {
            current.add(registry.getCurrentObservation());
        }

        @WeComMessageHandler
        void text(UserMessage.Text text) {
            current.add(registry.getCurrentObservation());
        }
    }

    private final class Staged {

        @WeComMessageHandler
        void first(UserMessage.Text text) {
            current.add(registry.getCurrentObservation());
        }

        @WeComMessageHandler
        CompletableFuture<String> staged(UserMessage.Text text) {
            current.add(registry.getCurrentObservation());
            return CompletableFuture.supplyAsync(() -> "done");
        }

        @WeComMessageHandler
        void thirdAfterTheStage(UserMessage.Text text) {
            current.add(registry.getCurrentObservation());
        }
    }

    private static final class Failing {

        @WeComMessageHandler
        void fails(UserMessage.Text text) {
            throw new IllegalStateException("no");
        }
    }

    private static final class Slow {

        private final CountDownLatch late;

        Slow(CountDownLatch late) {
            this.late = late;
        }

        @WeComMessageHandler
        void slow(UserMessage.Text text) throws InterruptedException {
            late.await();
        }

        @WeComMessageHandler
        CompletableFuture<String> slowerStill(UserMessage.Text text) {
            return CompletableFuture.supplyAsync(() -> "done");
        }
    }

    private static final class Everything {

        @WeComEventHandler
        void event(WeComMessage message) {}
    }
}
