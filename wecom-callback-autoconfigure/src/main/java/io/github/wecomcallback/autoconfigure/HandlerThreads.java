// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.autoconfigure;

import io.github.wecomcallback.exchange.HandlerExecutor;
import lombok.RequiredArgsConstructor;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.thread.Threading;
import org.springframework.core.env.Environment;
import org.springframework.core.task.TaskDecorator;

/** Makes the threads that handlers run on. */
@RequiredArgsConstructor
final class HandlerThreads {

    private static final String PREFIX = "wecom-callback-";

    private final WeComCallbackProperties.Handlers settings;
    private final ObjectProvider<TaskDecorator> decorators;

    /** How many handlers can be at work at a time: on the threads of requests, and on those of the pool. */
    static int most(WeComCallbackProperties.Handlers settings, Environment environment) {
        return Threading.VIRTUAL.isActive(environment)
                ? settings.getCapacity()
                : Math.min(settings.getCapacity(), 2 * settings.getThreads());
    }

    HandlerExecutor executor(Environment environment) {
        Workers workers = Workers.of(
                PREFIX,
                pool -> {
                    pool.setCorePoolSize(settings.getThreads());
                    pool.setMaxPoolSize(settings.getThreads());
                },
                environment,
                decorators);
        return new HandlerExecutor(
                workers.threads(), workers.shutdown(), settings.getCapacity(), settings.getThreads());
    }
}
