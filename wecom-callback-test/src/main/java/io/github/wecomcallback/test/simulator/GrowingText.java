// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.test.simulator;

import java.io.PrintWriter;
import lombok.RequiredArgsConstructor;

/** Prints a text that grows: what is new of it, or all of it where it has become another. */
@RequiredArgsConstructor
final class GrowingText {

    private final PrintWriter out;
    private String shown = "";

    void show(String text) {
        if (text.startsWith(shown)) {
            out.print(text.substring(shown.length()));
        } else {
            out.println();
            out.print(text);
        }
        out.flush();
        shown = text;
    }

    void end() {
        if (!shown.isEmpty()) {
            out.println();
        }
    }
}
