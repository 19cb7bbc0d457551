// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.handler;

import io.github.wecomcallback.message.MessageKind;
import io.github.wecomcallback.message.Source;
import org.jspecify.annotations.Nullable;

/** One combination of values under which handlers are filed; null stands for any value. */
record RouteKey(
        @Nullable String app,
        @Nullable Source source,
        @Nullable String type,
        @Nullable String event,
        @Nullable String changeType,
        @Nullable String eventKey) {

    /** The key under which a pattern is filed: its event key without the trailing {@code *}. */
    RouteKey withoutWildcard() {
        return isPrefix() && eventKey != null
                ? new RouteKey(app, source, type, event, changeType, eventKey.substring(0, eventKey.length() - 1))
                : this;
    }

    private boolean isPrefix() {
        return eventKey != null && eventKey.endsWith("*");
    }

    /**
     * Which values a key fixes. There are few shapes however many handlers there are, and a message is looked up once per
     * shape: that keeps routing flat.
     *
     * @param eventKey how many characters of the event key count; {@link #ANY} or {@link #WHOLE}
     */
    record Shape(boolean app, boolean source, boolean type, boolean event, boolean changeType, int eventKey) {

        static final int ANY = -1;
        static final int WHOLE = Integer.MAX_VALUE;

        static Shape of(RouteKey pattern) {
            String key = pattern.eventKey();
            int keyLength = key == null ? ANY : pattern.isPrefix() ? key.length() - 1 : WHOLE;
            return new Shape(
                    pattern.app() != null,
                    pattern.source() != null,
                    pattern.type() != null,
                    pattern.event() != null,
                    pattern.changeType() != null,
                    keyLength);
        }

        /** The key of this shape for a message, or null when no handler of this shape can match it. */
        @Nullable RouteKey keyOf(String account, MessageKind kind, @Nullable String key) {
            if (!source && kind.source() == Source.KF) {
                // Customers are not colleagues: a handler has to ask for what they write.
                return null;
            }
            String keyPart = null;
            if (eventKey != ANY) {
                if (key == null || eventKey != WHOLE && key.length() < eventKey) {
                    return null;
                }
                keyPart = eventKey == WHOLE ? key : key.substring(0, eventKey);
            }
            return new RouteKey(
                    app ? account : null,
                    source ? kind.source() : null,
                    type ? kind.type() : null,
                    event ? kind.event() : null,
                    changeType ? kind.changeType() : null,
                    keyPart);
        }
    }
}
