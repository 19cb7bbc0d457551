// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.support;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * One payload of the catalogue.
 *
 * @param id its id, such as {@code kf.event.enter_session}
 * @param file the file that holds its plaintext
 * @param replyKinds the replies that it accepts, none for most
 */
public record CatalogueEntry(String id, String file, List<String> replyKinds) {

    private static final List<CatalogueEntry> ALL = read();

    /** The entries whose ids begin with one of these, or all. */
    public static List<CatalogueEntry> of(String... families) {
        return ALL.stream()
                .filter(entry -> families.length == 0 || Stream.of(families).anyMatch(entry.id()::startsWith))
                .toList();
    }

    /** The entry with this id. */
    public static CatalogueEntry named(String id) {
        return ALL.stream().filter(entry -> entry.id().equals(id)).findFirst().orElseThrow();
    }

    /** Its plaintext. */
    public String sample() {
        return WeCom.sample(file);
    }

    private static List<CatalogueEntry> read() {
        try (InputStream in = CatalogueEntry.class.getResourceAsStream("/catalogue/catalogue.json")) {
            return JsonMapper.shared()
                    .readTree(in)
                    .valueStream()
                    .map(CatalogueEntry::from)
                    .toList();
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    private static CatalogueEntry from(JsonNode entry) {
        return new CatalogueEntry(
                entry.path("id").asString(),
                entry.path("sample").asString().substring("samples/".length()),
                entry.path("replyKinds").valueStream().map(JsonNode::asString).toList());
    }

    @Override
    public String toString() {
        return id;
    }
}
