// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.exchange;

/** Texts of others on their way to the log, which they shall neither break nor fill. */
final class LogText {

    private static final int MAX_LENGTH = 100;

    private LogText() {}

    /** In one line, and no longer than a name can be. */
    static String printable(String text) {
        String line = text.replaceAll("[^\\p{Graph}]", "?");
        return line.length() > MAX_LENGTH ? line.substring(0, MAX_LENGTH) : line;
    }

    /** The same between quotation marks, so that it is still one literal when somebody pastes it into a program. */
    static String literal(String text) {
        return '"' + printable(text).replaceAll("[\"\\\\]", "?") + '"';
    }
}
