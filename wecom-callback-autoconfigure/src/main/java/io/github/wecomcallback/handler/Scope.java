// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.handler;

/** What is set on a thread while code runs there. Is closed on the thread that it was opened on. */
@FunctionalInterface
public interface Scope {

    /** Sets nothing. */
    Scope NONE = () -> {};

    /** Sets the thread back to what it was before. */
    void close();
}
