// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.handler;

import io.github.wecomcallback.message.MessageKind;
import org.jspecify.annotations.Nullable;

/** One combination of values under which handlers are filed; null stands for any value. */
record RouteKey(
        @Nullable String app,
        @Nullable String type,
        @Nullable String event,
        @Nullable String changeType,
        @Nullable String eventKey) {

    /**
     * Which values a key fixes. There are few shapes however many handlers there are, and a message is looked up once per
     * shape: that keeps routing flat.
     *
     * @param eventKey how many characters of the event key count; {@link #ANY} or {@link #WHOLE}
     */
    record Shape(boolean app, boolean type, boolean event, boolean changeType, int eventKey) {

        static final int ANY = -1;
        static final int WHOLE = Integer.MAX_VALUE;

        /** The key of this shape for a message, or null when no handler of this shape can match it. */
        @Nullable RouteKey keyOf(String account, MessageKind kind, @Nullable String key) {
            String keyPart = null;
            if (eventKey != ANY) {
                if (key == null || eventKey != WHOLE && key.length() < eventKey) {
                    return null;
                }
                keyPart = eventKey == WHOLE ? key : key.substring(0, eventKey);
            }
            return new RouteKey(
                    app ? account : null,
                    type ? kind.type() : null,
                    event ? kind.event() : null,
                    changeType ? kind.changeType() : null,
                    keyPart);
        }
    }
}
