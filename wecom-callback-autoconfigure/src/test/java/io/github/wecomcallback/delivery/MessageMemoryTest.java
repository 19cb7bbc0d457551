// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.wecomcallback.exchange.MessageKey;
import io.github.wecomcallback.exchange.Outcome;
import io.github.wecomcallback.reply.Reply;
import io.github.wecomcallback.support.Background;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessageMemoryTest {

    private static final Duration REMEMBER = Duration.ofNanos(500);

    private final AtomicLong time = new AtomicLong();

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 64, 65, 300, 1_023})
    void it_keeps_what_a_plain_map_would(int maximum) {
        keepsWhatAPlainMapWould(maximum, memory(maximum), step -> step);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 64, 65, 300, 1_023})
    void it_keeps_outcomes_that_it_takes_apart_and_puts_together(int maximum) {
        Random random = new Random(maximum);

        keepsWhatAPlainMapWould(
                maximum,
                new MessageMemory<>(REMEMBER, maximum, time::get, KeptOutcomes::new),
                step -> switch (random.nextInt(5)) {
                    case 0 -> Outcome.acknowledged();
                    case 1 -> Outcome.replied(Reply.image("media" + step));
                    case 2 -> Outcome.replied(Reply.text("at all " + step).mention("@all"));
                    case 3 -> Outcome.replied(Reply.text(""));
                    default -> Outcome.replied(Reply.text((step + "好😀").repeat(random.nextInt(40))));
                });
    }

    private <V> void keepsWhatAPlainMapWould(int maximum, MessageMemory<V> memory, IntFunction<V> values) {
        Random random = new Random(maximum);
        Map<Integer, Kept<V>> plain = new LinkedHashMap<>();

        for (int step = 0; step < 6_000; step++) {
            time.addAndGet(random.nextInt(4));
            int number = random.nextInt(2 * maximum + 2);
            if (random.nextInt(3) == 0) {
                V value = values.apply(step);
                keepPlainly(plain, number, value, maximum);
                memory.keep(key(number), value);
            }
            Kept<V> expected = plain.get(number);
            assertThat(memory.find(key(number)))
                    .as("step %d", step)
                    .isEqualTo(expected == null || isOver(expected) ? null : expected.value);
            plain.values().removeIf(this::isOver);
            assertThat(memory.size()).isEqualTo(plain.size());
        }
    }

    @Test
    void of_ten_times_too_many_nearly_as_many_as_asked_for_stay() {
        MessageMemory<Integer> memory = memory(20_000);

        for (int i = 0; i < 200_000; i++) {
            memory.keep(key(i), i);
        }

        assertThat(memory.size()).isBetween(19_900L, 20_000L);
        for (int i = 182_000; i < 200_000; i++) {
            assertThat(memory.find(key(i))).isEqualTo(i);
        }
        assertThat(memory.find(key(170_000))).isNull();
    }

    @Test
    void threads_that_keep_at_the_same_time_find_all_of_it() throws Exception {
        MessageMemory<Integer> memory = memory(100_000);
        int threads = 4;
        CyclicBarrier together = new CyclicBarrier(threads);
        List<Background<Integer>> all = new ArrayList<>();
        for (int t = 0; t < threads; t++) {
            int from = t * 10_000;
            all.add(Background.run(() -> {
                together.await();
                for (int i = from; i < from + 10_000; i++) {
                    memory.keep(key(i), i);
                    assertThat(memory.find(key(i))).isEqualTo(i);
                }
                return from;
            }));
        }

        for (Background<Integer> each : all) {
            each.result();
        }
        assertThat(memory.size()).isEqualTo(40_000);
        assertThat(IntStream.range(0, 40_000).filter(i -> Objects.equals(memory.find(key(i)), i)))
                .hasSize(40_000);
    }

    /** Said with a map: what is kept again is the newest, and of too many the oldest go. */
    private <V> void keepPlainly(Map<Integer, Kept<V>> plain, int number, V value, int maximum) {
        plain.values().removeIf(this::isOver);
        plain.remove(number);
        if (plain.size() == maximum) {
            plain.remove(plain.keySet().iterator().next());
        }
        plain.put(number, new Kept<>(value, time.get()));
    }

    private boolean isOver(Kept<?> kept) {
        return time.get() - kept.at > REMEMBER.toNanos();
    }

    private MessageMemory<Integer> memory(int maximum) {
        return new MessageMemory<>(REMEMBER, maximum, time::get, KeptObjects::new);
    }

    private static MessageKey key(int number) {
        return new MessageKey("default", Integer.toString(number));
    }

    private record Kept<V>(V value, long at) {}
}
