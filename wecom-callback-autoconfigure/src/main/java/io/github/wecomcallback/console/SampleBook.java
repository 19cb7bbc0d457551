// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.console;

import io.github.wecomcallback.account.AccountKind;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** A sample of everything that the platform sends, as the library brings them. Thread-safe. */
public final class SampleBook {

    private static final String FOLDER = "/io/github/wecomcallback/catalogue/";

    private final Map<String, Entry> entries = new LinkedHashMap<>();

    /** Reads what there is; the samples themselves are read when they are asked for. */
    public SampleBook() {
        JsonMapper mapper = JsonMapper.builder()
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .build();
        for (Entry entry : mapper.readValue(resource("catalogue.json"), Entry[].class)) {
            entries.put(entry.id(), entry);
        }
    }

    /** All samples, in the catalogue's order. */
    public List<Sample> all() {
        return entries.values().stream().map(Entry::toSample).toList();
    }

    /** The plaintext of a sample, or null when there is none of that id. */
    public @Nullable String text(String id) {
        Entry entry = entries.get(id);
        return entry == null ? null : resource(entry.sample());
    }

    private static String resource(String name) {
        try (InputStream in = SampleBook.class.getResourceAsStream(FOLDER + name)) {
            if (in == null) {
                throw new IllegalStateException("The resource " + name + " is missing");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    /**
     * A sample, to be chosen from a list.
     *
     * @param id such as {@code change_contact.create_user}
     * @param title what the platform's documentation calls it
     * @param summary what happened, in a sentence
     * @param accountKind the kind of account that receives it
     */
    public record Sample(String id, String title, String summary, AccountKind accountKind) {}

    /**
     * What the file of the catalogue says.
     *
     * @param id its id
     * @param title its title
     * @param summary what happened
     * @param account who receives it
     * @param sample the file with the sample
     */
    public record Entry(String id, String title, String summary, String account, String sample) {

        Sample toSample() {
            return new Sample(id, title, summary, accountKind());
        }

        private AccountKind accountKind() {
            return switch (account) {
                case "suite" -> AccountKind.SUITE;
                case "provider" -> AccountKind.PROVIDER;
                case "device", "openhw" -> AccountKind.DEVICE;
                case "bot" -> AccountKind.BOT;
                case "groupbot" -> AccountKind.GROUP_BOT;
                case "miniprogram" -> AccountKind.MINI_PROGRAM;
                default -> AccountKind.APP;
            };
        }
    }
}
