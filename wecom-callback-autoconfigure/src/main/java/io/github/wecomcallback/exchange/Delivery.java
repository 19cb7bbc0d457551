// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.exchange;

import io.github.wecomcallback.handler.HandlerWatch;
import io.github.wecomcallback.handler.Scope;
import java.util.concurrent.Executor;
import lombok.Getter;
import lombok.RequiredArgsConstructor;
import lombok.experimental.Accessors;
import org.jspecify.annotations.Nullable;

/** One delivery of a message on its way, and what is found out about it there. */
@RequiredArgsConstructor
final class Delivery {

    @Getter
    @Accessors(fluent = true)
    private final MessageKey key;

    private final CallbackWatch watch;

    /** The thread that may run handlers because the request is answered by another if need be; else null. */
    private final @Nullable Thread runner;

    private volatile boolean started;
    private volatile boolean joined;
    private boolean late;

    /** Handlers run for it. */
    void started() {
        started = true;
    }

    /** It has an outcome, of its own run or another's. */
    void settled(Outcome outcome) {
        joined |= outcome.status() != Outcome.Status.BUSY;
    }

    /** Whether this is the thread of the request, and handlers may run on it. */
    boolean isHere() {
        return Thread.currentThread() == runner;
    }

    /** It was answered before it had an outcome. */
    void answeredLate() {
        late = true;
    }

    /** Whether it was answered with what another delivery of the message brought about. */
    boolean isRedelivery() {
        return joined && !started;
    }

    Scope open() {
        return watch.open();
    }

    HandlerWatch watch(String handler) {
        HandlerWatch watching = watch.handler(handler);
        return watching == null ? HandlerWatch.NONE : watching;
    }

    void end(Outcome.Status status) {
        watch.end(late ? Outcome.Status.LATE : status, isRedelivery());
    }

    /** Lets what runs later run in the scope as well. */
    Executor scoped(Executor executor) {
        return watch == CallbackWatch.NONE
                ? executor
                : task -> executor.execute(() -> {
                    Scope scope = open();
                    try {
                        task.run();
                    } finally {
                        scope.close();
                    }
                });
    }
}
