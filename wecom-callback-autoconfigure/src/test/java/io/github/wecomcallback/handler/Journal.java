// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.handler;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;

/** Where handlers write down what they received. */
final class Journal {

    private final List<@Nullable Object> entries = new CopyOnWriteArrayList<>();

    void add(@Nullable Object entry) {
        entries.add(entry);
    }

    List<@Nullable Object> entries() {
        return entries;
    }

    /** A handler bean that keeps a journal. */
    abstract static class Keeper {

        @Autowired
        private Journal journal;

        void note(@Nullable Object entry) {
            journal.add(entry);
        }
    }
}
