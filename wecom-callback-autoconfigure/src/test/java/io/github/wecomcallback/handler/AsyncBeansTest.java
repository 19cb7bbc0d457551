// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.handler;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.wecomcallback.annotation.WeComMessageHandler;
import io.github.wecomcallback.message.UserMessage;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.core.task.TaskExecutor;
import org.springframework.scheduling.annotation.Async;
import org.springframework.scheduling.annotation.EnableAsync;

class AsyncBeansTest {

    @RegisterExtension
    final Application application = new Application();

    @Test
    void an_async_method_may_reply_through_a_future() {
        application.start(AsyncSupport.class, AsyncReply.class);

        Application.Delivery delivery = application.send(Payloads.TEXT);

        assertThat(delivery.text()).startsWith("async-");
    }

    @Test
    void an_async_method_that_replies_nothing_runs_apart() {
        application.start(AsyncSupport.class, AsyncVoid.class);

        Application.Delivery delivery = application.send(Payloads.TEXT);

        assertThat(delivery.failures()).isEmpty();
        Awaitility.await()
                .untilAsserted(() -> assertThat(application.journal())
                        .singleElement()
                        .asString()
                        .startsWith("async-"));
    }

    @ParameterizedTest
    @CsvSource({
        "AsyncText, asyncText#on()",
        "AsyncClass, asyncClass#on()",
        "AsyncInherited, asyncInherited#on()",
        "AsyncHandler, asyncHandler"
    })
    void an_async_method_that_returns_a_reply_stops_the_start(String bean, String handler) throws Exception {
        Class<?> type = Class.forName(AsyncBeansTest.class.getName() + "$" + bean);

        InvalidHandlerException refusal = application.refusalOf(AsyncSupport.class, type);

        assertThat(refusal).hasMessage(handler + " is @Async and returns a reply, which nobody could wait for");
        assertThat(refusal.getRemedy()).isEqualTo("Remove @Async, or return a CompletableFuture of the reply.");
    }

    @EnableAsync(proxyTargetClass = true)
    @Configuration(proxyBeanMethods = false)
    static class AsyncSupport {

        @Bean
        TaskExecutor taskExecutor() {
            return new SimpleAsyncTaskExecutor("async-");
        }
    }

    static class AsyncReply {

        @Async
        @WeComMessageHandler
        CompletableFuture<String> on() {
            return CompletableFuture.completedFuture(Thread.currentThread().getName());
        }
    }

    static class AsyncVoid extends Journal.Keeper {

        @Async
        @WeComMessageHandler
        void on() {
            note(Thread.currentThread().getName());
        }
    }

    static class AsyncText {

        @Async
        @WeComMessageHandler
        String on() {
            return "gone";
        }
    }

    @Async
    static class AsyncClass {

        @WeComMessageHandler
        int on() {
            return 1;
        }
    }

    static class AsyncInherited extends AsyncText {

        @Override
        String on() {
            return "gone as well";
        }
    }

    static class AsyncHandler implements WeComHandler<UserMessage.Text> {

        @Async
        @Override
        public Object handle(UserMessage.Text text, CallbackContext context) {
            return "gone";
        }
    }
}
