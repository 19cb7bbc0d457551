// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.message;

/**
 * What sort of payload it is, the same for all envelopes: a message has a type, an event has the type {@value #EVENT}, a
 * name and often a change type. Parts that a payload does not have are empty.
 *
 * @param source the family it belongs to
 * @param type the message type, such as {@code text}, or {@value #EVENT}
 * @param event the name of the event, wherever the payload keeps it
 * @param changeType what happened, for families of events
 */
public record MessageKind(Source source, String type, String event, String changeType) {

    /** The type of all events. */
    public static final String EVENT = "event";

    private static final int MAX_LENGTH = 100;

    /** Whether it is an event rather than a message that somebody wrote. */
    public boolean isEvent() {
        return EVENT.equals(type);
    }

    /** Such as {@code text} or {@code change_contact/create_user}. Fit for a log, whatever the payload says. */
    @Override
    public String toString() {
        String words = words().replaceAll("[^\\p{Graph}]", "?");
        return words.length() > MAX_LENGTH ? words.substring(0, MAX_LENGTH) : words;
    }

    private String words() {
        if (event.isEmpty()) {
            return type.isEmpty() ? "unknown" : type;
        }
        return changeType.isEmpty() ? event : event + "/" + changeType;
    }
}
