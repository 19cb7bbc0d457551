// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.delivery;

import static io.micrometer.observation.tck.TestObservationRegistryAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import io.github.wecomcallback.actuate.MicrometerObserver;
import io.github.wecomcallback.annotation.WeComMessageHandler;
import io.github.wecomcallback.exchange.CallbackObserver;
import io.github.wecomcallback.exchange.CallbackWatch;
import io.github.wecomcallback.exchange.MdcObserver;
import io.github.wecomcallback.exchange.RecentCallback.HandlerCall;
import io.github.wecomcallback.exchange.RecentCallbacks;
import io.github.wecomcallback.handler.CallbackContext;
import io.github.wecomcallback.handler.HandlerWatch;
import io.github.wecomcallback.message.UserMessage;
import io.github.wecomcallback.support.LogCapture;
import io.github.wecomcallback.support.Pools;
import io.github.wecomcallback.support.WeCom;
import io.micrometer.observation.Observation;
import io.micrometer.observation.tck.TestObservationRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.MDC;
import org.slf4j.event.Level;

/** What observers see of handlers that run from the inbox. */
@ParameterizedClass
@EnumSource(
        value = Pools.class,
        names = {"H2", "H2_WITHOUT_AUTO_COMMIT"})
class InboxObserverTest {

    private static final InboxSettings ONE_THREAD = new InboxSettings(
            1,
            Duration.ofMillis(50),
            Duration.ofSeconds(4),
            Duration.ofMinutes(10),
            Duration.ofDays(1),
            Duration.ofDays(30),
            Duration.ofSeconds(10));

    @RegisterExtension
    private final LogCapture log = LogCapture.at(Level.WARN);

    private final HikariDataSource dataSource;
    private final TestObservationRegistry registry = TestObservationRegistry.create();
    private final RecentCallbacks recent = new RecentCallbacks(10, false);

    InboxObserverTest(Pools pools) {
        dataSource = pools.withTables();
    }

    @AfterEach
    void closePool() {
        dataSource.close();
    }

    @Test
    void a_handler_finds_its_message_in_the_mdc_and_its_observation() {
        Works works = new Works();
        try (InboxNode node = node(works)) {
            node.deliver(WeCom.text("hi", 1));

            await().untilAsserted(() -> assertThat(registry)
                    .hasObservationWithNameEqualTo("wecom.callback.handler")
                    .that()
                    .hasBeenStopped()
                    .doesNotHaveParentObservation()
                    .hasLowCardinalityKeyValue("delivery", "inbox")
                    .hasLowCardinalityKeyValue("type", "text")
                    .hasLowCardinalityKeyValue("outcome", "succeeded"));
        }

        assertThat(works.mdc).singleElement().satisfies(mdc -> {
            assertThat(mdc).containsOnlyKeys("wecom.account", "wecom.message");
            assertThat(keyInTheTable()).startsWith(mdc.get("wecom.message"));
        });
        assertThat(works.observations)
                .singleElement()
                .extracting(observation -> observation.getContext().getName())
                .isEqualTo("wecom.callback.handler");
    }

    @Test
    void a_failure_is_logged_with_its_message_and_each_attempt_is_seen() {
        try (InboxNode node = node(new Fails())) {
            node.deliver(WeCom.text("hi", 1));

            await().untilAsserted(() ->
                    assertThat(recent.latest().get(0).handlers()).hasSize(InboxNode.THREE_TIMES.attempts()));
        }

        assertThat(log.mdc(Level.WARN))
                .hasSize(2)
                .allSatisfy(mdc -> assertThat(mdc).containsOnlyKeys("wecom.account", "wecom.message"));
        assertThat(recent.latest()).singleElement().satisfies(callback -> {
            assertThat(callback.deliveries()).isEqualTo(1);
            assertThat(callback.handlers())
                    .extracting(HandlerCall::failure)
                    .containsOnly(IllegalStateException.class.getName());
        });
        assertThat(registry).hasNumberOfObservationsWithNameEqualTo("wecom.callback.handler", 3);
    }

    @Test
    void its_threads_are_left_clean() {
        Leftovers leftovers = new Leftovers();
        try (InboxNode node = InboxNode.on(dataSource, new Works())
                .settings(ONE_THREAD)
                .observers(leftovers, new MdcObserver(), new MicrometerObserver(registry, null, null))
                .start()) {
            node.deliver(WeCom.text("hi", 1));
            node.deliver(WeCom.text("hi", 2));

            await().untilAsserted(() -> assertThat(leftovers.found).hasSize(2));
        }

        assertThat(leftovers.found).containsOnly("null null");
        assertThat(log.text()).isEmpty();
    }

    private InboxNode node(Object handlers) {
        return InboxNode.on(dataSource, handlers)
                .observers(new MdcObserver(), new MicrometerObserver(registry, null, null), recent)
                .start();
    }

    private String keyInTheTable() {
        return Pools.jdbc(dataSource).queryForObject("select message_key from wecom_inbox", String.class);
    }

    /** Looks at the thread before anybody has set anything on it. */
    private final class Leftovers implements CallbackObserver {

        private final List<String> found = new CopyOnWriteArrayList<>();

        @Override
        public @Nullable CallbackWatch callback(CallbackContext context, String message) {
            return null;
        }

        @Override
        public @Nullable HandlerWatch fromInbox(CallbackContext context, String message, String handler) {
            found.add(MDC.get(MdcObserver.MESSAGE) + " " + registry.getCurrentObservation());
            return null;
        }
    }

    private final class Works {

        private final List<@Nullable Map<String, String>> mdc = new CopyOnWriteArrayList<>();
        private final List<@Nullable Observation> observations = new CopyOnWriteArrayList<>();

        @WeComMessageHandler
        CompletableFuture<Void> works(UserMessage.Text text) {
            mdc.add(MDC.getCopyOfContextMap());
            observations.add(registry.getCurrentObservation());
            return CompletableFuture.runAsync(() -> {});
        }
    }

    private static final class Fails {

        @WeComMessageHandler
        void fails(UserMessage.Text text) {
            throw new IllegalStateException("no");
        }
    }
}
