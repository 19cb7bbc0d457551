// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.test;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One name of a path such as {@code Extattr.Item[1].Name}.
 *
 * @param index which of several, from 0 on
 * @param indexed whether the path says which
 */
record PathStep(String name, int index, boolean indexed) {

    private static final Pattern STEP = Pattern.compile("([^\\[\\]]+)(?:\\[(\\d{1,4})])?");

    static List<PathStep> of(String path) {
        return Arrays.stream(path.split("\\.", -1)).map(step -> of(step, path)).toList();
    }

    private static PathStep of(String step, String path) {
        Matcher matcher = STEP.matcher(step);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "'" + path + "' is no path: it should be names separated by dots, such as A.B[1].C");
        }
        String index = matcher.group(2);
        return new PathStep(matcher.group(1), index == null ? 0 : Integer.parseInt(index), index != null);
    }

    /** Whether both say the same of a payload: case and underscores do not count, as when a message is asked. */
    static boolean isSimilar(String name, String other) {
        return normalized(name).equals(normalized(other));
    }

    private static String normalized(String name) {
        return name.replace("_", "").toLowerCase(Locale.ROOT);
    }

    /** Fails where the path goes on behind the end of what is there. */
    void requireNoGap(int present) {
        if (index > present) {
            throw new IllegalArgumentException("There is no " + name + "[" + index + "], and it would not be the next: "
                    + present + " of that name are there");
        }
    }
}
