// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.wecomcallback.annotation.WeComMessageHandler;
import io.github.wecomcallback.exchange.CallbackProcessor;
import io.github.wecomcallback.exchange.CallbackRequest;
import io.github.wecomcallback.exchange.CallbackResponse;
import io.github.wecomcallback.support.WeCom;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.core.task.TaskDecorator;

class HandlerThreadsTest {

    private final WebApplicationContextRunner runner = new WebApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(WeComCallbackAutoConfiguration.class))
            .withPropertyValues(WeCom.properties())
            .withBean(ThreadTeller.class);

    @Test
    void handlers_run_on_threads_of_their_own() {
        runner.run(context -> assertThat(answer(context)).contains("wecom-callback-1 virtual=false"));
    }

    @Test
    @EnabledForJreRange(min = JRE.JAVA_21)
    void handlers_run_on_virtual_threads_where_the_application_has_them_on() {
        runner.withPropertyValues("spring.threads.virtual.enabled=true")
                .run(context -> assertThat(answer(context)).contains("virtual=true"));
    }

    @Test
    void a_task_decorator_of_the_applications_carries_context_over() {
        TaskDecorator decorator = task -> () -> {
            ThreadTeller.TENANT.set("tenant-7");
            try {
                task.run();
            } finally {
                ThreadTeller.TENANT.remove();
            }
        };

        runner.withBean(TaskDecorator.class, () -> decorator)
                .run(context -> assertThat(answer(context)).contains("tenant-7"));
    }

    @Test
    void a_run_on_its_way_comes_to_its_end_at_shutdown() {
        CountDownLatch started = new CountDownLatch(1);
        CountDownLatch mayEnd = new CountDownLatch(1);
        Slow slow = new Slow(started, mayEnd, new CompletableFuture<>());

        runner.withBean(Slow.class, () -> slow)
                .withPropertyValues("wecom.callback.reply-timeout=1ms")
                .run(context -> {
                    receive(context);
                    started.await();
                    CompletableFuture.runAsync(mayEnd::countDown);
                });

        assertThat(slow.interrupted()).isCompletedWithValue(false);
    }

    private static String answer(ApplicationContext context) {
        return new WeCom().open(new String(receive(context).body(), StandardCharsets.UTF_8));
    }

    private static CallbackResponse receive(ApplicationContext context) {
        WeCom.Delivery delivery = new WeCom().deliver(WeCom.text("hi", 1));
        return context.getBean(CallbackProcessor.class)
                .receive(new CallbackRequest(
                        "default",
                        delivery.query(),
                        Map.of(),
                        delivery.body().getBytes(StandardCharsets.UTF_8),
                        Instant.now()));
    }

    static class ThreadTeller {

        private static final ThreadLocal<String> TENANT = new ThreadLocal<>();

        @WeComMessageHandler(type = "text")
        String tell() throws ReflectiveOperationException {
            Thread thread = Thread.currentThread();
            // Thread.isVirtual() came with Java 21.
            boolean virtual = Runtime.version().feature() >= 21
                    && (boolean) Thread.class.getMethod("isVirtual").invoke(thread);
            return thread.getName() + " virtual=" + virtual + " " + TENANT.get();
        }
    }

    record Slow(CountDownLatch started, CountDownLatch mayEnd, CompletableFuture<Boolean> interrupted) {

        @WeComMessageHandler(type = "text")
        void handle() {
            started.countDown();
            try {
                mayEnd.await();
                interrupted.complete(false);
            } catch (InterruptedException ex) {
                interrupted.complete(true);
            }
        }
    }
}
