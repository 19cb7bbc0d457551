// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.test;

import io.github.wecomcallback.account.AccountKind;
import io.github.wecomcallback.console.SampleBook;
import io.github.wecomcallback.message.MessageKind;
import io.github.wecomcallback.message.MessageTypes;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

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
            SampleBook book = new SampleBook();
            Map<String, Sample> samples = new LinkedHashMap<>();
            for (SampleBook.Sample entry : book.all()) {
                String plaintext = Objects.requireNonNull(book.text(entry.id()));
                samples.put(
                        entry.id(),
                        new Sample(entry.id(), entry.title(), entry.summary(), entry.accountKind(), plaintext));
            }
            return samples;
        }
    }
}
