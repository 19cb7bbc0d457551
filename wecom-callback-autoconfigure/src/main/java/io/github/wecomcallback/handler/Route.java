// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.handler;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A handler and what reaches it, for people to read.
 *
 * @param handler its name: bean and method
 * @param position its place among all handlers, from 1
 * @param matches what it receives, in words; one of them is enough
 * @param condition what else must be true, as a SpEL expression, or null
 * @param fallback whether it only receives what no other handler matched
 * @param inbox how it runs from the inbox, or null when it runs while the platform waits
 */
public record Route(
        String handler,
        int position,
        List<String> matches,
        @Nullable String condition,
        boolean fallback,
        @Nullable FromInbox inbox) {

    /**
     * How a handler runs from the inbox.
     *
     * @param ordered whether messages of the same sender are handled one after the other
     * @param retry how often and how soon it is tried again
     */
    public record FromInbox(boolean ordered, Retry retry) {}

    static Route of(Handler handler) {
        HandlerCondition condition = handler.invocation().condition();
        InboxTerms terms = handler.inbox();
        return new Route(
                handler.id(),
                handler.position() + 1,
                handler.selectors().stream().map(Selector::inWords).distinct().toList(),
                condition == null ? null : condition.expression().getExpressionString(),
                handler.fallback(),
                terms == null ? null : new FromInbox(terms.ordered(), terms.retry()));
    }
}
