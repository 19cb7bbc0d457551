// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.message;

import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Mends XML into which a text was put as it is, with neither CDATA nor escapes. */
final class Ampersands {

    /** A CDATA section, in which an ampersand is only that; else an ampersand and, by its groups, what it begins. */
    private static final Pattern FOUND = Pattern.compile(
            "<!\\[CDATA\\[.*?(?:]]>|\\z)|&(?:((?:amp|lt|gt|quot|apos);)|#0*(\\d{1,7});|#x0*(\\p{XDigit}{1,6});)?",
            Pattern.DOTALL);

    private Ampersands() {}

    /** Escapes those that begin nothing, and leaves out references to characters that XML has no place for. */
    static String mended(String xml) {
        return FOUND.matcher(xml).replaceAll(found -> Matcher.quoteReplacement(mended(found)));
    }

    private static String mended(MatchResult found) {
        if (found.group(2) != null) {
            return ifLegal(found, Integer.parseInt(found.group(2)));
        }
        if (found.group(3) != null) {
            return ifLegal(found, Integer.parseInt(found.group(3), 16));
        }
        return found.group().equals("&") ? "&amp;" : found.group();
    }

    private static String ifLegal(MatchResult reference, int codePoint) {
        return PayloadReader.isLegal(codePoint) ? reference.group() : "";
    }
}
