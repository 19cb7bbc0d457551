// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.sample.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A page of the documentation, taken apart. */
final class DocPage {

    static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    private static final String CHINESE = ".zh-CN.md";
    private static final Pattern FENCE = Pattern.compile("\\s*```(\\w*) *(.*)");
    private static final Pattern LINK = Pattern.compile("]\\(([^)\\s]+)\\)");
    private static final Pattern INLINE_CODE = Pattern.compile("`([^`]+)`");

    private final Path file;
    private final List<CodeBlock> blocks = new ArrayList<>();
    private final List<Finding> headings = new ArrayList<>();
    private final List<Finding> links = new ArrayList<>();
    private final List<Finding> inlineCode = new ArrayList<>();
    private final List<Finding> lines = new ArrayList<>();

    private DocPage(Path file) {
        this.file = file;
        read();
    }

    /**
     * Something found on a page.
     *
     * @param where page and line
     * @param text what it is
     */
    record Finding(String where, String text) {}

    /** All pages. */
    static List<DocPage> all() {
        try (Stream<Path> top = Files.list(ROOT);
                Stream<Path> docs = Files.list(ROOT.resolve("docs"))) {
            return Stream.concat(top.filter(file -> name(file).startsWith("README")), docs)
                    .filter(file -> name(file).endsWith(".md") || name(file).equals("llms.txt"))
                    .sorted()
                    .map(DocPage::new)
                    .toList();
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    private static String name(Path file) {
        return file.getFileName().toString();
    }

    Path file() {
        return file;
    }

    boolean isChinese() {
        return name(file).endsWith(CHINESE);
    }

    /** The file that says the same in Chinese, which may be missing. */
    Path inChinese() {
        return file.resolveSibling(name(file).replaceAll("\\.md$", CHINESE));
    }

    List<CodeBlock> blocks(String language) {
        return blocks.stream()
                .filter(block -> block.language().equals(language))
                .toList();
    }

    List<CodeBlock> blocks() {
        return blocks;
    }

    /** The headings with their marks. */
    List<Finding> headings() {
        return headings;
    }

    /** Where links lead that stay within the repository. */
    List<Finding> links() {
        return links;
    }

    /** What stands between backticks in the text. */
    List<Finding> inlineCode() {
        return inlineCode;
    }

    /** All lines, those of blocks included. */
    List<Finding> lines() {
        return lines;
    }

    /** How many rows of tables there are. */
    long tableRows() {
        return lines.stream().filter(line -> line.text().startsWith("|")).count();
    }

    /** The anchors of the headings, as GitHub makes them. */
    List<String> anchors() {
        return headings.stream()
                .map(heading -> heading.text().replaceFirst("^#+ ", "").toLowerCase(Locale.ROOT))
                .map(text -> text.replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-'))
                .toList();
    }

    @Override
    public String toString() {
        return ROOT.relativize(file).toString();
    }

    private void read() {
        StringBuilder code = null;
        Matcher opening = null;
        int begin = 0;
        List<String> all = readLines();
        for (int i = 0; i < all.size(); i++) {
            String line = all.get(i);
            lines.add(new Finding(this + ":" + (i + 1), line));
            Matcher fence = FENCE.matcher(line);
            if (!fence.matches()) {
                if (code == null) {
                    text(this + ":" + (i + 1), line);
                } else {
                    code.append(line).append('\n');
                }
            } else if (code == null) {
                code = new StringBuilder();
                opening = fence;
                begin = i + 2;
            } else {
                blocks.add(new CodeBlock(toString(), begin, opening.group(1), opening.group(2), code.toString()));
                code = null;
            }
        }
    }

    private List<String> readLines() {
        try {
            return Files.readAllLines(file);
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    private void text(String where, String line) {
        if (line.matches("#{1,6} .*")) {
            headings.add(new Finding(where, line));
        }
        each(LINK, line, target -> {
            if (!target.contains("://")) {
                links.add(new Finding(where, target));
            }
        });
        each(INLINE_CODE, line, text -> inlineCode.add(new Finding(where, text)));
    }

    private static void each(Pattern pattern, String line, Consumer<String> action) {
        Matcher matcher = pattern.matcher(line);
        while (matcher.find()) {
            action.accept(matcher.group(1));
        }
    }
}
