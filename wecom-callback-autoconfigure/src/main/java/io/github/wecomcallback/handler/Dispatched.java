// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.handler;

import java.util.List;

/**
 * How a message fared with its handlers.
 *
 * @param matched how many handlers wanted it, those of earlier deliveries included
 * @param failures the handlers that failed, and why
 */
public record Dispatched(int matched, List<HandlerFailure> failures) {

    /** Whether nobody wanted it. */
    public boolean isUnmatched() {
        return matched == 0;
    }
}
