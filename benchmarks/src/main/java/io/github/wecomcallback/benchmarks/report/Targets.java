// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.benchmarks.report;

import java.util.ArrayList;
import java.util.List;

/** What was to be reached, and whether it was. */
public final class Targets {

    private final List<String[]> rows = new ArrayList<>();

    /** Something of which little is good. */
    public Targets atMost(String what, double limit, double measured) {
        return add(what, "≤ " + Table.number(limit), measured, measured <= limit);
    }

    /** Something of which much is good. */
    public Targets atLeast(String what, double limit, double measured) {
        return add(what, "≥ " + Table.number(limit), measured, measured >= limit);
    }

    private Targets add(String what, String limit, double measured, boolean met) {
        rows.add(new String[] {what, limit, Table.number(measured), met ? "yes" : "**no**"});
        return this;
    }

    /** Prints all. */
    public void print() {
        Table table = new Table("Targets", "target", "limit", "measured", "met");
        rows.forEach(table::row);
    }
}
