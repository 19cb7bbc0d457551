// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.hosts;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;

/** What an application wrote down, but for what is another each time: the time, and the port. */
final class Transcript {

    private static final Pattern CHANGING = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT[\\d:.]+Z"
            + "|\\w{3}, \\d\\d \\w{3} \\d{4} [\\d:]+ GMT"
            + "|\\w{3} \\w{3} \\d\\d [\\d:]+ UTC \\d{4}"
            + "|(?<=127\\.0\\.0\\.1:)\\d+");

    private final List<String> lines = new ArrayList<>();

    void add(String what, Callable<?> attempt) {
        lines.add("## " + what);
        try {
            lines.add(lasting(String.valueOf(attempt.call())));
        } catch (Exception | LinkageError ex) {
            lines.add(lasting("failed: " + ex));
        }
    }

    private static String lasting(String text) {
        return CHANGING.matcher(text).replaceAll("…");
    }

    void write(Path file) throws IOException {
        Files.write(file, lines, StandardCharsets.UTF_8);
    }
}
