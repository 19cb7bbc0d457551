// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.support;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import org.springframework.core.task.VirtualThreadTaskExecutor;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;

/** Threads that stand for those of requests and handlers: virtual ones where {@link VirtualThreads} has them on. */
public final class HostThreads {

    private HostThreads() {}

    /** As many as are asked for. */
    public static ExecutorService asNeeded() {
        return Executors.newCachedThreadPool(named("host-"));
    }

    /** Whether a thread is of the kind that the application has on. */
    public static boolean isOfTheirKind(Thread thread) {
        return isVirtual(thread) == VirtualThreads.areOn();
    }

    /** {@code Thread.isVirtual()} came with Java 21. */
    private static boolean isVirtual(Thread thread) {
        try {
            return Runtime.version().feature() >= 21
                    && (boolean) Thread.class.getMethod("isVirtual").invoke(thread);
        } catch (ReflectiveOperationException ex) {
            throw new IllegalStateException(ex);
        }
    }

    static ThreadFactory named(String prefix) {
        if (VirtualThreads.areOn()) {
            return new VirtualThreadTaskExecutor(prefix).getVirtualThreadFactory();
        }
        CustomizableThreadFactory platform = new CustomizableThreadFactory(prefix);
        platform.setDaemon(true);
        return platform;
    }
}
