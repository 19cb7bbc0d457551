// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.sample.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.wecomcallback.annotation.WeComMessageHandler;
import io.github.wecomcallback.message.MessageTypes;
import io.github.wecomcallback.reply.Reply;
import io.github.wecomcallback.sample.docs.DocPage.Finding;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.util.ClassUtils;

/** What the documentation shows works, what it names exists, and both languages say the same. */
class DocsTest {

    /** Written by another test, in both languages at once. */
    private static final String MESSAGES = "messages.md";

    private static final Pattern SETTING = Pattern.compile("wecom\\.callback\\.[a-z0-9.-]*[a-z0-9]");
    private static final Pattern RECORD = Pattern.compile("\\b([A-Z]\\w+)\\.([A-Z]\\w+)\\b");
    private static final Pattern ANNOTATION = Pattern.compile("@((?:WeCom|On[A-Z])\\w+)");
    private static final Pattern LITERAL = Pattern.compile("\"([a-z.]+)\"");

    private final List<DocPage> pages = DocPage.all();
    private final Settings settings = new Settings();

    @Test
    void java_compiles() {
        List<CodeBlock> blocks = blocks("java")
                .collect(Collectors.toMap(CodeBlock::withoutComments, Function.identity(), (one, same) -> one))
                .values()
                .stream()
                .toList();

        assertThat(blocks).hasSizeGreaterThan(10);
        assertThat(new SnippetCompiler().problems(blocks)).isEmpty();
    }

    @Test
    void settings_can_be_set() {
        List<CodeBlock> blocks = Stream.of("yaml", "yml", "properties")
                .flatMap(this::blocks)
                .filter(block -> block.remark().isEmpty())
                .toList();

        assertThat(blocks).hasSizeGreaterThan(5);
        assertThat(blocks.stream().flatMap(block -> settings.problems(block).stream()))
                .isEmpty();
    }

    @Test
    void xml_is_well_formed() {
        assertThat(blocks("xml")).isNotEmpty();
        assertThat(blocks("xml").filter(block -> !isXml(block)).map(block -> block.at(1)))
                .isEmpty();
    }

    @Test
    void settings_that_are_named_exist() throws Exception {
        Set<String> meters = meters();

        assertThat(pages.stream()
                        .flatMap(page -> page.lines().stream())
                        .flatMap(line -> matches(SETTING, line))
                        .filter(name -> !meters.contains(name.text()) && !settings.knows(name.text())))
                .isEmpty();
    }

    @Test
    void records_and_annotations_that_are_named_exist() {
        Set<String> domains = MessageTypes.records().stream()
                .map(record -> record.getEnclosingClass().getSimpleName())
                .collect(Collectors.toSet());
        Stream<Finding> records = inlineCode()
                .flatMap(code -> matches(RECORD, code))
                .filter(name -> domains.contains(name.text().split("\\.")[0]))
                .filter(name -> !exists("io.github.wecomcallback.message." + name.text()));
        Stream<Finding> annotations = inlineCode()
                .flatMap(code -> matches(ANNOTATION, code))
                .filter(name -> !exists(packageOf(name.text()) + name.text().substring(1)));

        assertThat(Stream.concat(records, annotations)).isEmpty();
    }

    @Test
    void links_lead_somewhere() {
        List<String> dead = new ArrayList<>();
        for (DocPage page : pages) {
            for (Finding link : page.links()) {
                String[] parts = link.text().split("#", 2);
                Path file = parts[0].isEmpty()
                        ? page.file()
                        : page.file().resolveSibling(parts[0]).normalize();
                boolean there = Files.exists(file)
                        && (parts.length == 1 || page(file).anchors().contains(parts[1]));
                if (!there) {
                    dead.add(link.where() + " " + link.text());
                }
            }
        }

        assertThat(dead).isEmpty();
    }

    @Test
    void chinese_pages_lead_to_chinese_pages() {
        assertThat(pages.stream()
                        .filter(DocPage::isChinese)
                        .flatMap(page -> page.links().stream()
                                .filter(link -> link.text().endsWith(".md")
                                        && !link.text().contains(".zh-CN"))
                                .filter(link -> !link.text().endsWith(MESSAGES))
                                // The one at the top leads to the same in English.
                                .filter(link -> !page.file()
                                        .getFileName()
                                        .toString()
                                        .startsWith(link.text().replace(".md", ".zh-CN")))))
                .isEmpty();
    }

    @Test
    void both_languages_have_the_same_sections_tables_and_code() {
        List<DocPage> english = pages.stream()
                .filter(page -> !page.isChinese() && page.toString().endsWith(".md"))
                .filter(page -> !page.toString().endsWith(MESSAGES))
                .toList();

        assertThat(english).hasSizeGreaterThan(1).allSatisfy(page -> {
            DocPage chinese = page(page.inChinese());
            assertThat(shape(chinese)).as(page.toString()).isEqualTo(shape(page));
            assertThat(chinese.tableRows()).as("rows of tables in " + page).isEqualTo(page.tableRows());
            for (int i = 0; i < page.blocks().size(); i++) {
                CodeBlock block = page.blocks().get(i);
                assertThat(chinese.blocks().get(i).withoutComments())
                        .as(block.at(1))
                        .isEqualTo(block.withoutComments());
            }
        });
    }

    @Test
    void the_short_reference_is_complete() throws Exception {
        String reference = Files.readString(DocPage.ROOT.resolve("docs/llms.txt"));
        Stream<String> annotations = annotations().map(type -> "@" + type.getSimpleName());
        Stream<String> domains = MessageTypes.records().stream()
                .map(record -> "`" + record.getEnclosingClass().getSimpleName() + "`");
        Stream<String> replies = Arrays.stream(Reply.class.getMethods())
                .filter(method -> Modifier.isStatic(method.getModifiers()))
                .map(method -> "Reply." + method.getName() + "(");

        assertThat(Stream.of(annotations, attributes(), domains, replies, settings.ours().stream())
                        .flatMap(names -> names)
                        .distinct()
                        .filter(name -> !reference.contains(name)))
                .isEmpty();
    }

    @Test
    void the_table_of_settings_is_complete() {
        String table = page(DocPage.ROOT.resolve("README.md")).lines().stream()
                .map(Finding::text)
                .filter(line -> line.startsWith("| `wecom."))
                .collect(Collectors.joining());
        Set<String> ofAccounts =
                Set.of("kind", "corp-id", "suite-id", "provider-corp-id", "app-id", "further-receive-ids", "mode");

        assertThat(settings.ours().stream()
                        .map(name -> name.substring(name.lastIndexOf('.') + 1))
                        .filter(name -> !ofAccounts.contains(name) && !table.contains(name)))
                .isEmpty();
    }

    private Stream<CodeBlock> blocks(String language) {
        return pages.stream().flatMap(page -> page.blocks(language).stream());
    }

    private Stream<Finding> inlineCode() {
        return pages.stream().flatMap(page -> page.inlineCode().stream());
    }

    private DocPage page(Path file) {
        return pages.stream()
                .filter(page -> page.file().equals(file))
                .findFirst()
                .orElseThrow(() -> new AssertionError("There is no page " + DocPage.ROOT.relativize(file)));
    }

    private static Stream<Finding> matches(Pattern pattern, Finding in) {
        return pattern.matcher(in.text()).results().map(found -> new Finding(in.where(), found.group()));
    }

    /** The levels of the headings and the languages of the blocks. */
    private static List<String> shape(DocPage page) {
        return Stream.concat(
                        page.headings().stream().map(heading -> heading.text().replaceFirst(" .*", "")),
                        page.blocks().stream().map(block -> block.language() + " " + block.remark()))
                .toList();
    }

    /** Meters are called like settings. Their names are literals of the code, some in two parts. */
    private static Set<String> meters() throws IOException {
        Set<String> names = new TreeSet<>();
        try (Stream<Path> sources = Files.walk(DocPage.ROOT.resolve("wecom-callback-autoconfigure/src/main/java"))) {
            for (Path source : sources.filter(Files::isRegularFile).toList()) {
                List<String> literals = LITERAL.matcher(Files.readString(source))
                        .results()
                        .map(found -> found.group(1))
                        .toList();
                for (String meter : literals) {
                    if (meter.matches("wecom\\.callback\\..*\\.")) {
                        literals.forEach(last -> names.add(meter + last));
                    } else if (meter.startsWith("wecom.callback")) {
                        // Micrometer adds a meter for what is at work at the moment.
                        names.addAll(List.of(meter, meter + ".active"));
                    }
                }
            }
        }
        return names;
    }

    private static boolean isXml(CodeBlock block) {
        try {
            DocumentBuilder parser = DocumentBuilderFactory.newInstance().newDocumentBuilder();
            parser.setErrorHandler(null);
            parser.parse(
                    new ByteArrayInputStream(("<all>" + block.text() + "</all>").getBytes(StandardCharsets.UTF_8)));
            return true;
        } catch (Exception ex) {
            return false;
        }
    }

    private static boolean exists(String name) {
        return ClassUtils.isPresent(name, DocsTest.class.getClassLoader());
    }

    /** Annotations of tests are another module's. */
    private static String packageOf(String annotation) {
        return annotation.endsWith("Test") ? "io.github.wecomcallback.test." : "io.github.wecomcallback.annotation.";
    }

    private static Stream<Class<?>> annotations() throws Exception {
        String folder = ClassUtils.classPackageAsResourcePath(WeComMessageHandler.class);
        List<Class<?>> types = new ArrayList<>();
        for (var resource :
                new PathMatchingResourcePatternResolver().getResources("classpath*:" + folder + "/*.class")) {
            String name = resource.getFilename().replace(".class", "");
            if (!name.contains("$") && !name.equals("package-info")) {
                types.add(Class.forName(WeComMessageHandler.class.getPackageName() + "." + name));
            }
        }
        return types.stream().filter(Class::isAnnotation);
    }

    private static Stream<String> attributes() throws Exception {
        return annotations()
                .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
                .map(Method::getName);
    }
}
