// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.actuate;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.github.wecomcallback.account.AccountLookup;
import io.github.wecomcallback.annotation.WeComMessageHandler;
import io.github.wecomcallback.delivery.InboxAssembly;
import io.github.wecomcallback.delivery.InboxSettings;
import io.github.wecomcallback.delivery.SqlDialect;
import io.github.wecomcallback.exchange.CallbackErrorHandler;
import io.github.wecomcallback.exchange.CallbackObservers;
import io.github.wecomcallback.exchange.ReplyCarriers;
import io.github.wecomcallback.handler.HandlerDispatcher;
import io.github.wecomcallback.handler.Retry;
import io.github.wecomcallback.message.UserMessage;
import io.github.wecomcallback.support.Callbacks;
import io.github.wecomcallback.support.Databases;
import io.github.wecomcallback.support.WeCom;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.distribution.DistributionStatisticConfig;
import io.micrometer.core.instrument.observation.DefaultMeterObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The dashboard asks for what there is. */
class DashboardTest {

    private static final Path DASHBOARD = Path.of("../docs/grafana-dashboard.json");
    private static final Path DOCUMENTATION = Path.of("../docs/observability.md");
    private static final Retry RETRY = new Retry(3, Duration.ofSeconds(1), 1, Duration.ofSeconds(1));

    /** Prometheus adds it to whatever it scrapes. */
    private static final String INSTANCE = "instance";

    private static HikariDataSource database;
    private static PrometheusMeterRegistry registry;

    private final Map<String, Set<String>> scraped = scrape();

    @BeforeAll
    static void receive() {
        database = Databases.H2.withTables();
        registry = registry();
    }

    @AfterAll
    static void close() {
        database.close();
    }

    @Test
    void every_metric_and_label_of_the_dashboard_exists() throws Exception {
        List<String> expressions = expressions();

        assertThat(expressions).hasSizeGreaterThan(20).allSatisfy(expression -> {
            Set<String> metrics = metricsOf(expression);
            assertThat(metrics).isNotEmpty().isSubsetOf(scraped.keySet());
            for (String metric : metrics) {
                assertThat(labelsOf(expression)).as(expression).isSubsetOf(scraped.get(metric));
            }
        });
    }

    @Test
    void every_meter_is_on_the_dashboard() throws Exception {
        String all = String.join("\n", expressions());

        assertThat(scraped.keySet().stream().map(DashboardTest::family))
                .allSatisfy(family -> assertThat(all).contains(family));
    }

    @Test
    void every_meter_is_documented() throws Exception {
        String english = Files.readString(DOCUMENTATION);
        String chinese = Files.readString(DOCUMENTATION.resolveSibling("observability.zh-CN.md"));

        for (String meter : meters()) {
            assertThat(english).contains("`" + meter + "`");
            assertThat(chinese).contains("`" + meter + "`");
        }
    }

    private static List<String> expressions() throws Exception {
        List<String> expressions = new ArrayList<>();
        JsonNode dashboard = JsonMapper.shared().readTree(Files.readString(DASHBOARD));
        for (JsonNode panel : dashboard.path("panels")) {
            for (JsonNode target : panel.path("targets")) {
                expressions.add(target.path("expr").stringValue());
            }
        }
        return expressions;
    }

    private static Set<String> metricsOf(String expression) {
        return find("\\b(wecom_\\w+)", expression);
    }

    /** Those that are filtered or grouped by. */
    private static Set<String> labelsOf(String expression) {
        Set<String> labels = find("(\\w+)=~?\"", expression);
        find("by \\(([^)]*)\\)", expression).forEach(list -> labels.addAll(List.of(list.split(", "))));
        return labels;
    }

    private static Set<String> find(String pattern, String text) {
        Set<String> found = new HashSet<>();
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        while (matcher.find()) {
            found.add(matcher.group(1));
        }
        return found;
    }

    private static String family(String metric) {
        return metric.replaceAll("_(bucket|g?count|g?sum|max|total)$", "");
    }

    /** The names of all that Prometheus would see, with their labels. */
    private static Map<String, Set<String>> scrape() {
        Map<String, Set<String>> metrics = new HashMap<>();
        registry.scrape().lines().filter(line -> !line.startsWith("#")).forEach(line -> {
            String name = line.split("[{ ]")[0];
            Set<String> labels = metrics.computeIfAbsent(name, key -> new HashSet<>(Set.of(INSTANCE)));
            labels.addAll(find("(\\w+)=\"", line));
        });
        return metrics;
    }

    private static List<String> meters() {
        return registry.getMeters().stream()
                .map(Meter::getId)
                .map(Meter.Id::getName)
                .filter(name -> !name.endsWith(".active"))
                .distinct()
                .toList();
    }

    /** A registry with all meters of the library, after one callback. */
    private static PrometheusMeterRegistry registry() {
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        registry.config().meterFilter(histograms());
        ObservationRegistry observations = ObservationRegistry.create();
        observations.observationConfig().observationHandler(new DefaultMeterObservationHandler(registry));
        Callbacks callbacks = Callbacks.to(new Echo())
                .observers(new MicrometerObserver(observations, null, null))
                .inbox(RETRY, DashboardTest::inbox)
                .handlerTimeout(Duration.ofMillis(20))
                .build();
        new HandlerTimeoutMetrics(callbacks.timeouts(), "inline").bindTo(registry);
        callbacks.post(new WeCom().deliver(WeCom.text("hi", 1)));
        new CallbackMetrics(callbacks.statistics(), callbacks.guard()).bindTo(registry);
        InboxAssembly inbox = callbacks.inbox();
        new HandlerTimeoutMetrics(inbox.timeouts(), "inbox").bindTo(registry);
        new InboxMetrics(inbox.statistics(), inbox.monitor()).bindTo(registry);
        return registry;
    }

    private static InboxAssembly inbox(
            HandlerDispatcher handlers,
            AccountLookup accounts,
            CallbackErrorHandler errors,
            CallbackObservers observers) {
        InboxSettings settings = new InboxSettings(
                1,
                Duration.ofSeconds(1),
                Duration.ofSeconds(4),
                Duration.ofMinutes(10),
                Duration.ofDays(1),
                Duration.ofDays(1),
                Duration.ofSeconds(1));
        return new InboxAssembly(
                database,
                SqlDialect.H2,
                settings,
                RETRY,
                handlers,
                accounts,
                errors,
                observers,
                ReplyCarriers.NONE,
                null,
                Clock.systemUTC());
    }

    /** As {@code management.metrics.distribution.percentiles-histogram.wecom.callback=true}. */
    private static MeterFilter histograms() {
        return new MeterFilter() {

            @Override
            public DistributionStatisticConfig configure(Meter.Id id, DistributionStatisticConfig config) {
                return DistributionStatisticConfig.builder()
                        .percentilesHistogram(true)
                        .build()
                        .merge(config);
            }
        };
    }

    private static final class Echo {

        @WeComMessageHandler
        String echo(UserMessage.Text text) {
            return text.content();
        }

        @WeComMessageHandler
        CompletionStage<String> never(UserMessage.Text text) {
            return new CompletableFuture<>();
        }
    }
}
