// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.test.kf;

import io.github.wecomcallback.annotation.WeComMessageHandler;
import io.github.wecomcallback.message.Kf;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Handles texts of customers as the test says, and keeps what it was called with, in that order. */
final class Servicer {

    private final List<String> handled = new CopyOnWriteArrayList<>();
    private volatile Work work = text -> null;

    /** What handling a text is. */
    @FunctionalInterface
    interface Work {

        @Nullable String serve(Kf.Text text) throws Exception;
    }

    Servicer does(Work next) {
        work = next;
        return this;
    }

    @WeComMessageHandler
    @Nullable String serve(Kf.Text text) throws Exception {
        handled.add(text.content());
        return work.serve(text);
    }

    /** What all texts said. */
    List<String> handled() {
        return handled;
    }

    void forget() {
        handled.clear();
        work = text -> null;
    }
}
