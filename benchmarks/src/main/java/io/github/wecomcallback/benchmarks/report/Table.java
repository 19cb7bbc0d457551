// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.benchmarks.report;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** A table in Markdown, printed row by row. */
public final class Table {

    /** Begins a table; the first column is text, the others are numbers. */
    public Table(String title, String... columns) {
        System.out.println();
        System.out.println("**" + title + "**");
        System.out.println();
        print(Arrays.asList(columns));
        System.out.println("|---" + "|---:".repeat(columns.length - 1) + "|");
    }

    /** Prints a row. */
    public void row(String... cells) {
        print(Arrays.asList(cells));
    }

    private static void print(List<String> cells) {
        System.out.println(cells.stream().collect(Collectors.joining(" | ", "| ", " |")));
    }

    /** A number for people: three digits that count, at most two behind the point. */
    public static String number(double value) {
        double size = Math.abs(value);
        return Double.isNaN(value) ? "–" : String.format(size >= 100 ? "%,.0f" : size >= 10 ? "%.1f" : "%.2f", value);
    }

    /** A ratio, if there is one. */
    public static String ratio(double value) {
        return Double.isNaN(value) ? number(value) : number(value) + " ×";
    }
}
