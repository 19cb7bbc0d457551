// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.account;

import org.jspecify.annotations.Nullable;

/**
 * Keeps the latest ticket of each suite. In memory, unless the application has a bean of this type: after a restart there
 * is none for up to ten minutes, so an application that needs it at once keeps it in its database.
 *
 * <pre>{@code
 * SuiteTicket ticket = tickets.find("ww9a27de5310fb6c84");
 * }</pre>
 */
public interface SuiteTicketStore {

    /** Takes the place of the suite's ticket before. When it fails, the platform delivers the ticket again. */
    void save(SuiteTicket ticket);

    /** The latest ticket of a suite, or null when none came yet. */
    @Nullable SuiteTicket find(String suiteId);
}
