// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.sample.docs;

import java.util.stream.Collectors;

/**
 * A fenced block of a page.
 *
 * @param page the file it is in
 * @param line the line of the page that its first line is on
 * @param language the first word behind the fence
 * @param remark the words behind it, which say what is special about the block
 * @param text what is between the fences
 */
record CodeBlock(String page, int line, String language, String remark, String text) {

    /** A line of the block as one of the page. */
    String at(long lineOfBlock) {
        return page + ":" + (line + lineOfBlock - 1);
    }

    /** The code without what is said in somebody's language about it. */
    String withoutComments() {
        String comment = switch (language) {
            case "java" -> "(^|\\s+)//.*";
            case "xml" -> "\\s*<!--.*-->";
            default -> "(^|\\s+)#.*";
        };
        return text.lines()
                .map(line -> line.replaceAll(comment, "").stripTrailing())
                .filter(line -> !line.isEmpty())
                .collect(Collectors.joining("\n"));
    }
}
