// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.message;

import java.util.regex.Pattern;

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

    private static final Pattern UNFIT = Pattern.compile("[^\\p{Graph}]");
    private static final int MAX_LENGTH = 100;

    /** Whether it is an event rather than a message that somebody wrote. */
    public boolean isEvent() {
        return EVENT.equals(type);
    }

    /** Such as {@code text} or {@code change_contact/create_user}. Fit for a log, whatever the payload says. */
    @Override
    public String toString() {
        String words = words();
        if (words.length() <= MAX_LENGTH && isFit(words)) {
            return words;
        }
        String fit = UNFIT.matcher(words).replaceAll("?");
        return fit.length() > MAX_LENGTH ? fit.substring(0, MAX_LENGTH) : fit;
    }

    private static boolean isFit(String words) {
        for (int i = 0; i < words.length(); i++) {
            char c = words.charAt(i);
            if (c <= ' ' || c >= 0x7F) {
                return false;
            }
        }
        return true;
    }

    private String words() {
        if (event.isEmpty()) {
            return type.isEmpty() ? "unknown" : type;
        }
        return changeType.isEmpty() ? event : event + "/" + changeType;
    }
}
