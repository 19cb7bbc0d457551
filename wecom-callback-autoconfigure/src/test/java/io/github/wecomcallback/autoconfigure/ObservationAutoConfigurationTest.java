// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.autoconfigure;

import static io.micrometer.observation.tck.TestObservationRegistryAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.wecomcallback.account.AccountKind;
import io.github.wecomcallback.actuate.CallbackObservationConvention;
import io.github.wecomcallback.actuate.DefaultCallbackObservationConvention;
import io.github.wecomcallback.actuate.MicrometerObserver;
import io.github.wecomcallback.actuate.WeComCallbackEndpoint;
import io.github.wecomcallback.actuate.WeComCallbackEndpoint.Called;
import io.github.wecomcallback.actuate.WeComCallbackEndpoint.Seen;
import io.github.wecomcallback.exchange.CallbackObserver;
import io.github.wecomcallback.exchange.CallbackProcessor;
import io.github.wecomcallback.exchange.CallbackRequest;
import io.github.wecomcallback.exchange.CallbackWatch;
import io.github.wecomcallback.exchange.MdcObserver;
import io.github.wecomcallback.exchange.RecentCallback;
import io.github.wecomcallback.exchange.RecentCallbacks;
import io.github.wecomcallback.handler.CallbackContext;
import io.github.wecomcallback.support.WeCom;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.tck.TestObservationRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.core.annotation.Order;
import tools.jackson.databind.json.JsonMapper;

/** Who looks on, and what the application can say about it. */
class ObservationAutoConfigurationTest {

    private static final String NEW_EVENT =
            "<xml><FromUserName>li.wei</FromUserName><MsgType>event</MsgType><Event>brand_new</Event></xml>";

    private final WebApplicationContextRunner runner = new WebApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    WeComCallbackAutoConfiguration.class,
                    WeComCallbackEndpointAutoConfiguration.class,
                    WeComCallbackObservationAutoConfiguration.class))
            .withPropertyValues(WeCom.properties());

    @Test
    void callbacks_are_observed_where_there_is_a_registry() {
        TestObservationRegistry registry = TestObservationRegistry.create();

        runner.withBean(ObservationRegistry.class, () -> registry)
                .withBean(CallbackObservationConvention.class, Renamed::new)
                .run(ObservationAutoConfigurationTest::deliver);

        assertThat(registry).hasObservationWithNameEqualTo("renamed");
    }

    @Test
    void timers_appear_by_what_boot_itself_configures_and_can_be_switched_off() {
        WebApplicationContextRunner boots = runner.withConfiguration(
                        AutoConfigurations.of(MetricsAutoConfiguration.class, ObservationAutoConfiguration.class))
                .withBean(MeterRegistry.class, SimpleMeterRegistry::new);

        boots.run(context -> {
            deliver(context);

            assertThat(context.getBean(MeterRegistry.class)
                            .get("wecom.callback")
                            .tag("outcome", "completed")
                            .timer()
                            .count())
                    .isEqualTo(1);
        });
        boots.withPropertyValues("management.observations.enable.wecom.callback=false")
                .run(context -> {
                    deliver(context);

                    assertThat(context).hasSingleBean(MicrometerObserver.class);
                    assertThat(context.getBean(MeterRegistry.class).getMeters())
                            .noneMatch(meter -> meter.getId().getName().startsWith("wecom"));
                });
    }

    @Test
    void without_registry_or_micrometer_there_is_no_observer_for_it() {
        runner.run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(MicrometerObserver.class));
        runner.withClassLoader(new FilteredClassLoader("io.micrometer.core", "io.micrometer.registry"))
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(MicrometerObserver.class));
        runner.withClassLoader(new FilteredClassLoader(ObservationRegistry.class))
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean("weComMicrometerObserver"));
    }

    @Test
    void observers_of_the_application_are_asked_in_their_order_and_the_mdc_stands_before_them() {
        List<String> journal = new CopyOnWriteArrayList<>();

        runner.withBean("b", CallbackObserver.class, () -> new Second(journal))
                .withBean("a", CallbackObserver.class, () -> new First(journal))
                .run(ObservationAutoConfigurationTest::deliver);

        assertThat(journal).containsExactly("first", "second");
    }

    @Test
    void the_mdc_can_be_left_alone() {
        runner.run(context -> assertThat(context).hasSingleBean(MdcObserver.class));
        runner.withPropertyValues("wecom.callback.mdc=false")
                .run(context -> assertThat(context).doesNotHaveBean(MdcObserver.class));
    }

    @Test
    void what_arrived_lately_is_remembered_only_where_that_is_wanted() {
        runner.run(context -> assertThat(context).doesNotHaveBean(RecentCallbacks.class));
        runner.withPropertyValues("wecom.callback.console.enabled=true").run(context -> {
            deliver(context);

            assertThat(context.getBean(RecentCallbacks.class).latest())
                    .singleElement()
                    .extracting(RecentCallback::plaintext)
                    .isNull();
        });
        runner.withPropertyValues("wecom.callback.console.enabled=true", "wecom.callback.console.show-plaintext=true")
                .run(context -> {
                    deliver(context);

                    assertThat(context.getBean(RecentCallbacks.class).latest())
                            .singleElement()
                            .extracting(RecentCallback::plaintext)
                            .isEqualTo(NEW_EVENT);
                });
    }

    @Test
    void the_endpoint_shows_accounts_routes_and_kinds_and_neither_secrets_nor_people() {
        runner.withPropertyValues(
                        "management.endpoints.web.exposure.include=wecomcallback",
                        "wecom.callback.apps.sales.corp-id=" + WeCom.CORP_ID,
                        "wecom.callback.apps.sales.token=" + WeCom.TOKEN,
                        "wecom.callback.apps.sales.aes-key=" + WeCom.AES_KEY)
                .run(context -> {
                    deliver(context);

                    WeComCallbackEndpoint endpoint = context.getBean(WeComCallbackEndpoint.class);
                    await().until(() -> !endpoint.report().unknown().isEmpty());
                    WeComCallbackEndpoint.Report report = endpoint.report();

                    assertThat(report.accounts())
                            .containsExactlyInAnyOrder(
                                    new Called("default", AccountKind.APP, "/wecom/callback"),
                                    new Called("sales", AccountKind.APP, "/wecom/callback/sales"));
                    assertThat(report.routes())
                            .singleElement()
                            .satisfies(route -> assertThat(route.handler()).isEqualTo("weComSuiteTicketKeeper"));
                    assertThat(report.unmatched()).extracting(Seen::kind).containsExactly("brand_new");
                    assertThat(report.unknown()).singleElement().satisfies(seen -> {
                        assertThat(seen.kind()).isEqualTo("brand_new");
                        assertThat(seen.count()).isEqualTo(1);
                        assertThat(seen.suggestion()).contains("@WeComEventHandler(event = \"brand_new\")");
                    });
                    assertThat(new JsonMapper().writeValueAsString(report))
                            .contains("brand_new", "/wecom/callback/sales")
                            .doesNotContain(WeCom.TOKEN, WeCom.AES_KEY, WeCom.CORP_ID, "li.wei");
                });
    }

    @Test
    void the_endpoint_is_there_only_where_it_is_exposed_and_there_is_an_actuator() {
        runner.run(context -> assertThat(context).doesNotHaveBean(WeComCallbackEndpoint.class));
        runner.withPropertyValues("management.endpoints.web.exposure.include=*")
                .withClassLoader(new FilteredClassLoader(Endpoint.class))
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean("weComCallbackEndpoint"));
    }

    private static void deliver(ApplicationContext context) {
        WeCom.Delivery delivery = new WeCom().deliver(NEW_EVENT);
        byte[] body = delivery.body().getBytes(StandardCharsets.UTF_8);
        context.getBean(CallbackProcessor.class)
                .receive(new CallbackRequest("default", delivery.query(), Map.of(), body, Instant.now()));
    }

    private static final class Renamed extends DefaultCallbackObservationConvention {

        @Override
        public String getName() {
            return "renamed";
        }
    }

    @Order(1)
    private record First(List<String> journal) implements CallbackObserver {

        @Override
        public CallbackWatch callback(CallbackContext context, String message) {
            journal.add("first");
            return CallbackWatch.NONE;
        }
    }

    @Order(2)
    private record Second(List<String> journal) implements CallbackObserver {

        @Override
        public CallbackWatch callback(CallbackContext context, String message) {
            journal.add("second");
            return CallbackWatch.NONE;
        }
    }
}
