// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.support;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** All that the platform sends, as data. */
public final class Catalogue {

    private static final List<Entry> ENTRIES = read();

    private Catalogue() {}

    public static Stream<Entry> entries() {
        return ENTRIES.stream();
    }

    /** The entries whose ids begin with one of these. */
    public static List<Entry> of(String... families) {
        return entries()
                .filter(entry -> Stream.of(families).anyMatch(entry.id()::startsWith))
                .toList();
    }

    /** The entry with this id. */
    public static Entry named(String id) {
        return entries().filter(entry -> entry.id().equals(id)).findFirst().orElseThrow();
    }

    private static List<Entry> read() {
        JsonMapper mapper = JsonMapper.builder()
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .build();
        try (InputStream in =
                Catalogue.class.getResourceAsStream("/io/github/wecomcallback/catalogue/catalogue.json")) {
            return List.of(mapper.readValue(in, Entry[].class));
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    /**
     * One payload.
     *
     * @param title what the platform calls it
     * @param url where it is delivered to, or null where nothing is said
     * @param delivery how it arrives
     * @param account the word for who receives it
     * @param replyKinds the replies that it accepts, none for most
     * @param aliases other spellings of what tells it from others
     * @param fieldAliases other names of fields, by path
     */
    public record Entry(
            String id,
            String title,
            String url,
            String delivery,
            String account,
            String format,
            String sample,
            List<String> replyKinds,
            List<String> aliases,
            Map<String, String> fieldAliases) {

        public Entry {
            replyKinds = replyKinds == null ? List.of() : List.copyOf(replyKinds);
            aliases = aliases == null ? List.of() : List.copyOf(aliases);
            fieldAliases = fieldAliases == null ? Map.of() : Map.copyOf(fieldAliases);
        }

        /** Where it arrives. */
        public String where() {
            if (url != null) {
                return url;
            }
            return switch (delivery) {
                case "pull" -> "pulled by sync_msg";
                case "in-zone-http" -> "inside the zone";
                default -> "app-url/data-url";
            };
        }

        /** An invented payload of this kind, with all fields that there may be. */
        public String plaintext() {
            return WeCom.sample(sample.substring("samples/".length()));
        }

        @Override
        public String toString() {
            return id;
        }
    }
}
