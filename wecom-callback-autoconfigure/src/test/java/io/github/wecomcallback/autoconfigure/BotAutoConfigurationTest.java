// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.wecomcallback.actuate.WeComCallbackHealthIndicator;
import io.github.wecomcallback.annotation.WeComMessageHandler;
import io.github.wecomcallback.bot.BotStreams;
import io.github.wecomcallback.bot.RedisStreamStore;
import io.github.wecomcallback.bot.StreamEnd;
import io.github.wecomcallback.bot.StreamKey;
import io.github.wecomcallback.bot.StreamStatistics;
import io.github.wecomcallback.bot.StreamStore;
import io.github.wecomcallback.exchange.CallbackProcessor;
import io.github.wecomcallback.exchange.CallbackRequest;
import io.github.wecomcallback.exchange.CallbackResponse;
import io.github.wecomcallback.exchange.MdcObserver;
import io.github.wecomcallback.handler.HandlerDispatcher;
import io.github.wecomcallback.handler.Route;
import io.github.wecomcallback.message.Bot;
import io.github.wecomcallback.reply.Reply;
import io.github.wecomcallback.reply.StreamReply;
import io.github.wecomcallback.support.Redis;
import io.github.wecomcallback.support.WeCom;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.MDC;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.core.task.TaskDecorator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class BotAutoConfigurationTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final WebApplicationContextRunner runner = new WebApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    WeComCallbackAutoConfiguration.class,
                    WeComCallbackBotAutoConfiguration.class,
                    WeComCallbackStorageAutoConfiguration.class,
                    WeComCallbackGuardAutoConfiguration.class,
                    WeComCallbackHealthAutoConfiguration.class,
                    WeComCallbackMetricsAutoConfiguration.class))
            .withPropertyValues(
                    "wecom.callback.kind=bot",
                    "wecom.callback.token=" + WeCom.TOKEN,
                    "wecom.callback.aes-key=" + WeCom.AES_KEY);
    private final WebApplicationContextRunner redis = runner.withConfiguration(
                    AutoConfigurations.of(DataRedisAutoConfiguration.class))
            .withPropertyValues(
                    "wecom.callback.guard.store=redis",
                    // The first connection takes its time.
                    "wecom.callback.reply-timeout=60s",
                    "spring.data.redis.host=127.0.0.1",
                    "spring.data.redis.port=" + Redis.shared().port());

    @Test
    void a_bot_streams_its_answers() {
        runner.withBean(Teller.class).run(context -> {
            String id = write(context, "m1");

            assertThat(read(context, id)).contains("wecom-stream-1 virtual=false");
            assertThat(context.getBean(StreamStatistics.class).count(StreamEnd.FINISHED))
                    .isOne();
        });
    }

    @Test
    @EnabledForJreRange(min = JRE.JAVA_21)
    void sources_run_on_virtual_threads_where_the_application_has_them_on() {
        runner.withBean(Teller.class)
                .withPropertyValues("spring.threads.virtual.enabled=true")
                .run(context -> assertThat(read(context, write(context, "m1"))).contains("virtual=true"));
    }

    @Test
    void log_lines_of_a_source_carry_what_those_of_its_handler_do() {
        runner.withBean(Teller.class)
                .run(context -> assertThat(read(context, write(context, "m1"))).contains("account=default"));
    }

    @Test
    void a_task_decorator_of_the_applications_carries_context_over() {
        TaskDecorator decorator = task -> {
            String tenant = Teller.TENANT.get();
            return () -> {
                Teller.TENANT.set(tenant);
                try {
                    task.run();
                } finally {
                    Teller.TENANT.remove();
                }
            };
        };
        runner.withBean(Teller.class)
                .withBean(TaskDecorator.class, () -> decorator)
                .run(context -> {
                    Teller.TENANT.set("tenant-7");
                    try {
                        assertThat(read(context, write(context, "m1"))).contains("tenant-7");
                    } finally {
                        Teller.TENANT.remove();
                    }
                });
    }

    @Test
    void there_are_threads_only_between_the_first_stream_and_the_shutdown() {
        runner.withBean(Endless.class).run(context -> {
            assertThat(streamThreads()).isZero();

            write(context, "m1");

            await().until(() -> streamThreads() >= 2);
        });

        await().until(() -> streamThreads() == 0);
    }

    private static long streamThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("wecom-stream-"))
                .count();
    }

    @Test
    void metrics_and_health_show_what_becomes_of_streams() {
        runner.withBean(Teller.class).run(context -> {
            SimpleMeterRegistry meters = new SimpleMeterRegistry();
            context.getBeansOfType(MeterBinder.class).values().forEach(binder -> binder.bindTo(meters));
            WeComCallbackHealthIndicator health = context.getBean(WeComCallbackHealthIndicator.class);
            assertThat(health.health().getDetails()).doesNotContainKey("bot");

            read(context, write(context, "m1"));

            assertThat(meters.get("wecom.callback.streams.opened")
                            .functionCounter()
                            .count())
                    .isOne();
            assertThat(meters.get("wecom.callback.streams.ended")
                            .tag("end", "finished")
                            .functionCounter()
                            .count())
                    .isOne();
            assertThat(meters.get("wecom.callback.streams.open").gauge().value())
                    .isZero();
            assertThat(health.health().getDetails()).containsEntry("bot", Map.of("openStreams", 0L));
        });
    }

    @ParameterizedTest
    @CsvSource({
        "max-open, 0, must be at least 1",
        "max-duration, 7m, must be more than 0 and at most 6m",
        "max-duration, 0, must be more than 0 and at most 6m",
        "silence, 0, must be more than 0",
        "poll-timeout, 4s, must be at least 5s",
        "failure-text, ' ', must not be blank",
        "busy-text, ' ', must not be blank",
    })
    void settings_that_cannot_work_stop_the_start(String name, String value, String problem) {
        runner.withPropertyValues("wecom.callback.bot.stream." + name + "=" + value)
                .run(context -> {
                    FailureAnalysis analysis = StartFailure.of(context);
                    assertThat(analysis.getDescription())
                            .contains("The property wecom.callback.bot.stream." + name + " " + problem);
                });
    }

    @Test
    void a_tail_that_is_an_answer_of_its_own_stops_the_start() {
        runner.withPropertyValues("wecom.callback.bot.stream.cut-tail=" + "好".repeat(700))
                .run(context -> assertThat(StartFailure.of(context).getDescription())
                        .contains("wecom.callback.bot.stream.cut-tail must have at most 2048 bytes"));
    }

    @Test
    void the_sentences_are_the_applications() {
        runner.withBean(Failing.class)
                .withPropertyValues("wecom.callback.bot.stream.failure-text=Sorry.")
                .run(context -> assertThat(read(context, write(context, "m1"))).isEqualTo("Sorry."));
    }

    @Test
    void handlers_and_stores_of_a_parent_context_are_the_applications() {
        StreamStore mine = new NoStore();
        new ApplicationContextRunner()
                .withBean(Teller.class)
                .withBean(StreamStore.class, () -> mine)
                .run(parent -> redis.withParent(parent)
                        .withConfiguration(AutoConfigurations.of(WeComCallbackSettingsAutoConfiguration.class))
                        .run(context -> {
                            assertThat(context).hasNotFailed();
                            assertThat(context.getBean(StreamStore.class)).isSameAs(mine);
                            assertThat(context.getBean(HandlerDispatcher.class).routes())
                                    .extracting(Route::handler)
                                    .anyMatch(handler -> handler.contains("#tell("));
                        }));
    }

    @Test
    void two_applications_over_one_redis_answer_for_each_other() {
        String message = UUID.randomUUID().toString();
        redis.withBean(Teller.class)
                .run(one -> redis.withBean(Teller.class).run(two -> {
                    assertThat(one).getBean(StreamStore.class).isInstanceOf(RedisStreamStore.class);

                    String id = write(one, message);

                    assertThat(write(two, message)).isEqualTo(id);
                    assertThat(read(two, id)).contains("wecom-stream-1");
                    assertThat(two.getBean(StreamStatistics.class).countOpened())
                            .isZero();
                }));
    }

    @Test
    void streams_are_not_shared_where_the_guard_is_not() {
        runner.run(context -> assertThat(context).doesNotHaveBean(StreamStore.class));
        runner.withClassLoader(new FilteredClassLoader("org.springframework.data.redis"))
                .run(context -> assertThat(context).hasSingleBean(BotStreams.class));
    }

    @Test
    void beans_of_the_applications_take_the_place_of_ours() {
        StreamStore store = new NoStore();
        StreamStatistics statistics = new StreamStatistics();
        redis.withBean(StreamStore.class, () -> store)
                .withBean(StreamStatistics.class, () -> statistics)
                .run(context -> {
                    assertThat(context).getBean(StreamStore.class).isSameAs(store);
                    assertThat(context).getBean(StreamStatistics.class).isSameAs(statistics);
                });
        BotStreams streams = new BotStreams(
                new WeComCallbackProperties.Stream().toSettings(),
                statistics,
                null,
                Runnable::run,
                () -> {},
                Clock.systemUTC());
        runner.withBean(BotStreams.class, () -> streams)
                .run(context -> assertThat(context).getBean(BotStreams.class).isSameAs(streams));
    }

    private static String write(ApplicationContext context, String msgId) {
        JsonNode first = post(context, """
                {"msgid":"%s","aibotid":"b1","from":{"userid":"li.wei"},"msgtype":"text","text":{"content":"hi"}}""".formatted(msgId));
        return first.at("/stream/id").asString();
    }

    private static String read(ApplicationContext context, String id) {
        String poll = """
                {"msgid":"p","aibotid":"b1","from":{"userid":"li.wei"},"msgtype":"stream","stream":{"id":"%s"}}""".formatted(id);
        return await().until(
                        () -> post(context, poll),
                        part -> part.at("/stream/finish").asBoolean())
                .at("/stream/content")
                .asString();
    }

    private static JsonNode post(ApplicationContext context, String plaintext) {
        WeCom weCom = new WeCom();
        WeCom.Delivery delivery = weCom.deliverToBot(plaintext);
        CallbackResponse response = context.getBean(CallbackProcessor.class)
                .receive(new CallbackRequest(
                        "default",
                        delivery.query(),
                        Map.of(),
                        delivery.body().getBytes(StandardCharsets.UTF_8),
                        Instant.now()));
        assertThat(response.status()).isEqualTo(200);
        return JSON.readTree(weCom.openFromBot(new String(response.body(), StandardCharsets.UTF_8)));
    }

    static class Teller {

        private static final ThreadLocal<String> TENANT = new ThreadLocal<>();

        @WeComMessageHandler
        Reply tell(Bot.Text text) {
            return Reply.streamed(sink -> {
                Thread thread = Thread.currentThread();
                // Thread.isVirtual() came with Java 21.
                boolean virtual = Runtime.version().feature() >= 21
                        && (boolean) Thread.class.getMethod("isVirtual").invoke(thread);
                sink.next(thread.getName() + " virtual=" + virtual);
                sink.next(" account=" + MDC.get(MdcObserver.ACCOUNT));
                sink.next(" for " + TENANT.get());
            });
        }
    }

    static class Endless {

        @WeComMessageHandler
        Reply tell(Bot.Text text) {
            return Reply.streamed(sink -> new CountDownLatch(1).await());
        }
    }

    static class Failing {

        @WeComMessageHandler
        Reply tell(Bot.Text text) {
            return Reply.streamed(sink -> {
                throw new IllegalStateException("boom");
            });
        }
    }

    private static final class NoStore implements StreamStore {

        @Override
        public @Nullable Duration publish(StreamKey stream, StreamReply part, Duration keep) {
            return null;
        }

        @Override
        public @Nullable Published ask(StreamKey stream) {
            return null;
        }
    }
}
