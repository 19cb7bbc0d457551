// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.autoconfigure;

import io.github.wecomcallback.exchange.HandlerExecutor;
import java.util.List;
import lombok.RequiredArgsConstructor;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.thread.Threading;
import org.springframework.core.env.Environment;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.core.task.TaskDecorator;
import org.springframework.core.task.support.CompositeTaskDecorator;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;

/** Makes the threads that handlers run on: a pool, or virtual ones where the application has them on. */
@RequiredArgsConstructor
final class HandlerThreads {

    private static final String PREFIX = "wecom-callback-";
    private static final int IDLE_SECONDS = 60;

    private final WeComCallbackProperties.Handlers settings;
    private final ObjectProvider<TaskDecorator> decorators;

    HandlerExecutor executor(Environment environment) {
        return Threading.VIRTUAL.isActive(environment) ? virtual() : pool();
    }

    private HandlerExecutor virtual() {
        SimpleAsyncTaskExecutor threads = new SimpleAsyncTaskExecutor(PREFIX);
        threads.setVirtualThreads(true);
        threads.setCancelRemainingTasksOnClose(true);
        threads.setTaskDecorator(decorator());
        return new HandlerExecutor(threads, threads::close, settings.getCapacity(), settings.getThreads());
    }

    private HandlerExecutor pool() {
        ThreadPoolTaskExecutor threads = new ThreadPoolTaskExecutor();
        threads.setThreadNamePrefix(PREFIX);
        threads.setCorePoolSize(settings.getThreads());
        threads.setMaxPoolSize(settings.getThreads());
        threads.setAllowCoreThreadTimeOut(true);
        threads.setKeepAliveSeconds(IDLE_SECONDS);
        threads.setTaskDecorator(decorator());
        threads.initialize();
        return new HandlerExecutor(threads, threads::shutdown, settings.getCapacity(), settings.getThreads());
    }

    private TaskDecorator decorator() {
        List<TaskDecorator> all = decorators.orderedStream().toList();
        return new CompositeTaskDecorator(all);
    }
}
