// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.test;

import io.github.wecomcallback.account.AccountKind;
import io.github.wecomcallback.message.MessageKind;
import io.github.wecomcallback.message.MessageTypes;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * A sample of everything that WeCom sends. A test may walk through all of them:
 *
 * <pre>{@code
 * static List<Sample> samples() {
 *   return Samples.all();
 * }
 *
 * @ParameterizedTest
 * @MethodSource("samples")
 * void nothing_breaks_us(Sample sample) {
 *   tester.sample(sample.id()).send().expectAcknowledged();
 * }
 * }</pre>
 */
public final class Samples {

    private Samples() {}

    /** All samples. */
    public static List<Sample> all() {
        return List.copyOf(Catalogue.BY_ID.values());
    }

    /**
     * The sample of that id.
     *
     * @throws IllegalArgumentException when there is none; the message names those that are alike
     */
    public static Sample named(String id) {
        Sample sample = Catalogue.BY_ID.get(id);
        if (sample == null) {
            throw new IllegalArgumentException("There is no sample '" + id + "'." + alike(id));
        }
        return sample;
    }

    static Sample ofEvent(String event, @Nullable String changeType, AccountKind receiver) {
        return best(receiver, sample -> {
                    MessageKind kind = sample.kind();
                    return kind.event().equals(event) && kind.changeType().equals(changeType == null ? "" : changeType);
                })
                .orElseThrow(() -> new IllegalArgumentException("There is no sample of the event '" + event + "'"
                        + (changeType == null ? "" : " with the change type '" + changeType + "'")
                        + ". A payload that is not among the samples can be sent with plaintext(…)." + alike(event)));
    }

    static Sample ofType(Class<?> type, AccountKind receiver) {
        Set<MessageKind> kinds = MessageTypes.kindsOf(type);
        return best(receiver, sample -> kinds.contains(sample.kind()))
                .orElseThrow(() -> new IllegalArgumentException(
                        "There is no sample for " + type.getName() + ": it is not one of the typed messages"));
    }

    /** What several kinds of accounts receive, there is a sample of for each. */
    private static Optional<Sample> best(AccountKind receiver, Predicate<Sample> condition) {
        return Catalogue.BY_ID.values().stream()
                .filter(condition)
                .min(Comparator.comparing(sample -> sample.accountKind() != receiver));
    }

    private static String alike(String id) {
        String word = id.toLowerCase(Locale.ROOT).replaceFirst("^.*\\.", "");
        String ids = Catalogue.BY_ID.keySet().stream()
                .filter(other -> other.toLowerCase(Locale.ROOT).contains(word)
                        || other.startsWith(id.replaceFirst("\\..*$", "") + "."))
                .limit(12)
                .collect(Collectors.joining(", "));
        return ids.isEmpty() ? "" : " Alike are: " + ids;
    }

    /** Read when the first sample is asked for. */
    private static final class Catalogue {

        private static final Map<String, Sample> BY_ID = read();

        private static Map<String, Sample> read() {
            JsonMapper mapper = JsonMapper.builder()
                    .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .build();
            Map<String, Sample> samples = new LinkedHashMap<>();
            for (Entry entry : mapper.readValue(resource("catalogue.json"), Entry[].class)) {
                samples.put(entry.id(), entry.toSample());
            }
            return samples;
        }

        private static String resource(String name) {
            try (InputStream in = Samples.class.getResourceAsStream("/io/github/wecomcallback/catalogue/" + name)) {
                if (in == null) {
                    throw new IllegalStateException("The resource " + name + " is missing");
                }
                return new String(in.readAllBytes(), StandardCharsets.UTF_8);
            } catch (IOException ex) {
                throw new UncheckedIOException(ex);
            }
        }

        /** What the file of the catalogue says. */
        private record Entry(String id, String title, String summary, String account, String sample) {

            Sample toSample() {
                return new Sample(id, title, summary, accountKind(), resource(sample));
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
}
