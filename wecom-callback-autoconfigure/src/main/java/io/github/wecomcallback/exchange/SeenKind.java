// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.exchange;

import io.github.wecomcallback.message.MessageKind;
import java.time.Instant;

/**
 * A kind of message that came.
 *
 * @param kind the kind
 * @param count how many of it came
 * @param last when the last of them came
 */
public record SeenKind(MessageKind kind, long count, Instant last) {

    /** A handler for it, to be pasted into a bean. */
    public String suggestion() {
        return UnmatchedLog.suggestion(kind);
    }
}
