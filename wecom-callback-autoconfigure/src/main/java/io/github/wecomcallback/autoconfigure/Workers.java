// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.autoconfigure;

import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.thread.Threading;
import org.springframework.core.env.Environment;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.core.task.TaskDecorator;
import org.springframework.core.task.support.CompositeTaskDecorator;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;

/**
 * Threads for what may block: a pool, or virtual ones where the application has them on.
 *
 * @param threads runs tasks, with what the application's decorators carry over
 * @param shutdown ends them at once
 */
record Workers(Executor threads, Runnable shutdown) {

    private static final int IDLE_SECONDS = 60;

    static Workers of(
            String prefix,
            Consumer<ThreadPoolTaskExecutor> size,
            Environment environment,
            ObjectProvider<TaskDecorator> decorators) {
        TaskDecorator decorator =
                new CompositeTaskDecorator(decorators.orderedStream().toList());
        return Threading.VIRTUAL.isActive(environment) ? virtual(prefix, decorator) : pool(prefix, size, decorator);
    }

    private static Workers virtual(String prefix, TaskDecorator decorator) {
        SimpleAsyncTaskExecutor threads = new SimpleAsyncTaskExecutor(prefix);
        threads.setVirtualThreads(true);
        threads.setCancelRemainingTasksOnClose(true);
        threads.setTaskDecorator(decorator);
        return new Workers(threads, threads::close);
    }

    private static Workers pool(String prefix, Consumer<ThreadPoolTaskExecutor> size, TaskDecorator decorator) {
        ThreadPoolTaskExecutor threads = new ThreadPoolTaskExecutor();
        threads.setThreadNamePrefix(prefix);
        size.accept(threads);
        threads.setAllowCoreThreadTimeOut(true);
        threads.setKeepAliveSeconds(IDLE_SECONDS);
        threads.setTaskDecorator(decorator);
        threads.initialize();
        return new Workers(threads, threads::shutdown);
    }
}
