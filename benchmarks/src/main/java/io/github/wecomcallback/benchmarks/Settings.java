// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.benchmarks;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was said on the command line behind the benchmark's name.
 *
 * @param quick whether to run for seconds only, to see that it works
 * @param verbose whether to show what JMH and the applications print
 * @param sample the one message to measure with, or null for all
 */
public record Settings(
        boolean quick, boolean verbose, @Nullable String sample) {

    private static final String SAMPLE = "--sample=";

    static Settings of(String[] arguments) {
        List<String> given = Arrays.asList(arguments);
        List<String> unknown = given.stream()
                .filter(argument ->
                        !argument.equals("--quick") && !argument.equals("--verbose") && !argument.startsWith(SAMPLE))
                .toList();
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException("Unknown: " + unknown);
        }
        return new Settings(
                given.contains("--quick"),
                given.contains("--verbose"),
                given.stream()
                        .filter(argument -> argument.startsWith(SAMPLE))
                        .map(argument -> argument.substring(SAMPLE.length()).toUpperCase(java.util.Locale.ROOT))
                        .findFirst()
                        .orElse(null));
    }
}
