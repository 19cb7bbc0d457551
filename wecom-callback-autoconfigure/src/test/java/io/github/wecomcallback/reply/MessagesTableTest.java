// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.reply;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.wecomcallback.message.MessageKind;
import io.github.wecomcallback.message.MessageTypes;
import io.github.wecomcallback.message.Payload;
import io.github.wecomcallback.message.Source;
import io.github.wecomcallback.support.Catalogue;
import io.github.wecomcallback.support.Catalogue.Entry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * {@code docs/messages.md} is built from the records and from what is known of replies. To write it anew:
 *
 * <pre>mvn -pl wecom-callback-autoconfigure test -Dtest=MessagesTableTest -Dwrite.docs=true</pre>
 */
class MessagesTableTest {

    private static final Path FILE = Path.of("..", "docs", "messages.md");

    private static final String INTRODUCTION = """
            # Messages and events

            <!-- Generated from the code; a test fails when it is stale. To write it anew:
                 mvn -pl wecom-callback-autoconfigure test -Dtest=MessagesTableTest -Dwrite.docs=true -->

            What arrives, the record to take as a handler's parameter, and the replies that are accepted. A handler that takes
            one of these records needs no selectors; one that takes a whole domain, such as `Contact`, receives all of it.
            Whatever is not listed arrives as `WeComMessage`.

            收到的内容、处理方法参数可用的 record,以及可接受的回复。参数为 record 的处理方法无需选择条件;参数为整个领域(如 `Contact`)则接收其全部。
            未列出的内容以 `WeComMessage` 到达。
            """;

    @Test
    void the_table_in_the_docs_is_what_the_code_says() throws IOException {
        String table = table();

        if (Boolean.getBoolean("write.docs")) {
            Files.createDirectories(FILE.getParent());
            Files.writeString(FILE, table);
        }

        assertThat(FILE)
                .as("see the comment in the file for how to write it anew")
                .hasContent(table);
    }

    private static String table() {
        Map<MessageKind, List<Entry>> entries = Catalogue.entries()
                .collect(Collectors.groupingBy(
                        entry -> Payload.of(entry.plaintext()).kind(), LinkedHashMap::new, Collectors.toList()));
        Map<Class<?>, List<Class<? extends Record>>> domains = MessageTypes.records().stream()
                .collect(Collectors.groupingBy(Class::getEnclosingClass, LinkedHashMap::new, Collectors.toList()));
        StringBuilder text = new StringBuilder(INTRODUCTION);
        domains.forEach((domain, records) -> {
            text.append("\n## ").append(domain.getSimpleName()).append("\n\n");
            text.append("| discriminator | record | | replies | URL |\n|---|---|---|---|---|\n");
            records.stream()
                    .flatMap(record -> rows(record, entries))
                    .sorted()
                    .forEach(row -> text.append(row).append('\n'));
        });
        return text.toString();
    }

    private static Stream<String> rows(Class<? extends Record> record, Map<MessageKind, List<Entry>> entries) {
        return MessageTypes.kindsOf(record).stream()
                .sorted(Comparator.comparing(MessageKind::toString))
                .map(kind -> "| `" + kind + "`" + family(kind) + " | `"
                        + record.getEnclosingClass().getSimpleName() + "." + record.getSimpleName() + "` | "
                        + titles(entries.getOrDefault(kind, List.of())) + " | " + replies(kind) + " | "
                        + urls(entries.getOrDefault(kind, List.of())) + " |");
    }

    private static String family(MessageKind kind) {
        return kind.source() == Source.APP ? "" : " (" + kind.source() + ")";
    }

    private static String titles(List<Entry> entries) {
        return entries.stream().map(Entry::title).findFirst().orElse("another spelling");
    }

    private static String urls(List<Entry> entries) {
        return entries.stream().map(Entry::where).collect(Collectors.toCollection(TreeSet::new)).stream()
                .collect(Collectors.joining(", "));
    }

    private static String replies(MessageKind kind) {
        return AcceptedReplies.of(kind).stream()
                .map(reply -> reply.name().toLowerCase(Locale.ROOT))
                .sorted()
                .collect(Collectors.joining(", "));
    }
}
