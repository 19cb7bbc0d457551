// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.message;

import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Takes control characters by number past a parser: XML 1.0 has no place for them, but people's names contain them. While
 * the text is parsed, others stand for them: those 32 which Unicode keeps for such uses, and which no text contains.
 *
 * @param xml the text with stand-ins
 * @param any whether there are any
 */
record ControlReferences(String xml, boolean any) {

    /** Stands for the character 0, the next one for 1, and so on. */
    private static final char FIRST = '\uFDD0';

    private static final char LAST = '\uFDEF';
    private static final Pattern STAND_INS = Pattern.compile("[" + FIRST + "-" + LAST + "]");

    /** What holds no references, whatever it looks like; else a reference, and its number in decimals or not. */
    private static final Pattern FOUND = Pattern.compile(
            "<!\\[CDATA\\[.*?(?:]]>|\\z)|<!--.*?(?:-->|\\z)|<\\?.*?(?:\\?>|\\z)"
                    + "|&#(?:0*([1-8]|1[124-9]|2\\d|3[01])|x0*([1-8BbCcEeFf]|1\\p{XDigit}));",
            Pattern.DOTALL);

    static ControlReferences in(String xml) {
        if (!xml.contains("&#") || withStandIns(xml).equals(xml)) {
            return new ControlReferences(xml, false);
        }
        return new ControlReferences(withStandIns(STAND_INS.matcher(xml).replaceAll("")), true);
    }

    private static String withStandIns(String xml) {
        return FOUND.matcher(xml).replaceAll(ControlReferences::standIn);
    }

    private static String standIn(MatchResult found) {
        if (found.group(1) != null) {
            return standIn(Integer.parseInt(found.group(1)));
        }
        if (found.group(2) != null) {
            return standIn(Integer.parseInt(found.group(2), 16));
        }
        return Matcher.quoteReplacement(found.group());
    }

    private static String standIn(int character) {
        return String.valueOf((char) (FIRST + character));
    }

    /** A parsed text with the characters that were meant. */
    String shown(String parsed) {
        if (!any) {
            return parsed;
        }
        return STAND_INS
                .matcher(parsed)
                .replaceAll(found -> String.valueOf((char) (found.group().charAt(0) - FIRST)));
    }
}
