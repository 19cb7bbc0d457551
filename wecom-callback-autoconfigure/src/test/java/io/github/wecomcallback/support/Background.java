// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.support;

import static org.awaitility.Awaitility.await;

import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

/** Something that goes on beside the test, on a thread that can be watched. */
public final class Background<T> {

    private final FutureTask<T> task;
    private final Thread thread;

    private Background(Callable<T> callable) {
        task = new FutureTask<>(callable);
        thread = HostThreads.named("background-").newThread(task);
    }

    public static <T> Background<T> run(Callable<T> callable) {
        Background<T> background = new Background<>(callable);
        background.thread.start();
        return background;
    }

    /** Returns when the thread waits for somebody, though not for ever. */
    public Background<T> untilItWaits() {
        return untilItIs(Thread.State.TIMED_WAITING);
    }

    /** Returns when the thread is in that state. */
    public Background<T> untilItIs(Thread.State state) {
        await().until(() -> thread.getState() == state);
        return this;
    }

    public void interrupt() {
        thread.interrupt();
    }

    public T result() throws Exception {
        return task.get(30, TimeUnit.SECONDS);
    }
}
