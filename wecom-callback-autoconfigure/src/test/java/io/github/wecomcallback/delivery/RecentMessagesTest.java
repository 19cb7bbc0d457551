// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.wecomcallback.delivery.RecentMessages.Bounds;
import io.github.wecomcallback.exchange.MessageKey;
import io.github.wecomcallback.exchange.Outcome;
import io.github.wecomcallback.handler.HandlerProgress;
import io.github.wecomcallback.reply.Reply;
import io.github.wecomcallback.support.Background;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecentMessagesTest {

    private static final long REMEMBER = 500;
    private static final long PLENTY = Long.MAX_VALUE;

    private final AtomicLong time = new AtomicLong();

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 64, 65, 300, 1_023})
    void it_keeps_the_newest_for_their_time(int maximum) {
        Random random = new Random(maximum);
        RecentMessages messages = messages(maximum, PLENTY, true);
        Map<Integer, At> plain = new LinkedHashMap<>();

        for (int step = 0; step < 6_000; step++) {
            time.addAndGet(random.nextInt(4));
            int number = random.nextInt(2 * maximum + 2);
            plain.values().removeIf(this::isOver);
            if (random.nextInt(3) == 0) {
                RecentMessage message = someMessage(random, step);
                messages.keep(key(number), message);
                plain.remove(number);
                plain.put(number, new At(message, time.get()));
                if (plain.size() > maximum) {
                    plain.remove(plain.keySet().iterator().next());
                }
            }
            At expected = plain.get(number);
            assertThat(messages.find(key(number)))
                    .as("step %d", step)
                    .isEqualTo(expected == null ? null : expected.message);
            assertThat(messages.size()).isEqualTo(plain.size());
            assertThat(messages.bytes())
                    .isEqualTo(plain.values().stream().mapToLong(At::bytes).sum());
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void it_never_takes_more_than_it_may(boolean keepsRest) {
        Random random = new Random(7);
        int most =
                40 * RecentMessages.LARGE; // a large reply of five is kept for a while, and all small ones have no room
        RecentMessages messages = messages(10_000, most, keepsRest);
        int forgotten = 0;

        for (int step = 0; step < 20_000; step++) {
            int number = random.nextInt(2_000);
            int length = random.nextInt(20) == 0 ? random.nextInt(5 * RecentMessages.LARGE) : random.nextInt(500);
            RecentMessage message = text("x".repeat(length));
            messages.keep(key(number), message);
            assertThat(messages.bytes()).isLessThanOrEqualTo(most);
            assertThat(messages.find(key(number))).isEqualTo(message);
            RecentMessage other = messages.find(key(random.nextInt(2_000)));
            forgotten += other != null && other.replyForgotten() ? 1 : 0;
        }

        assertThat(forgotten > 0).isEqualTo(keepsRest);
        for (int number = 0; number < 2_000; number++) {
            time.addAndGet(2 * REMEMBER);
            assertThat(messages.find(key(number))).isNull();
        }
        assertThat(messages.size()).isZero();
        assertThat(messages.bytes()).isZero();
    }

    @Test
    void a_large_reply_goes_before_any_small_one() {
        RecentMessages messages = messages(10_000, 3 * RecentMessages.LARGE, true);
        messages.keep(key(1), text("small"));
        messages.keep(key(2), text("x".repeat(2 * RecentMessages.LARGE)));
        messages.keep(key(3), text("small"));

        messages.keep(key(4), text("y".repeat(RecentMessages.LARGE)));

        assertThat(messages.find(key(1))).isEqualTo(text("small"));
        assertThat(messages.find(key(2)))
                .isEqualTo(text("x".repeat(2 * RecentMessages.LARGE)).withoutReply());
        assertThat(messages.find(key(3))).isEqualTo(text("small"));
        assertThat(messages.find(key(4))).isEqualTo(text("y".repeat(RecentMessages.LARGE)));
    }

    @Test
    void names_of_many_handlers_count_and_are_not_taken_for_a_reply() {
        RecentMessages messages = messages(10_000, 3 * RecentMessages.LARGE, true);
        Set<String> names =
                IntStream.range(0, 200).mapToObj(i -> "handler.number" + i).collect(Collectors.toSet());
        Reply large = Reply.text("x".repeat(RecentMessages.LARGE));
        for (int number = 0; number < 10; number++) {
            messages.keep(key(number), RecentMessage.failed(new HandlerProgress(names, large)));
            assertThat(messages.bytes()).isLessThanOrEqualTo(3 * RecentMessages.LARGE);
        }

        RecentMessage newest = messages.find(key(9));
        assertThat(newest.progress().succeeded()).isEqualTo(names);
        assertThat(RecentMessage.weight(newest)).isGreaterThan(RecentMessages.LARGE);
    }

    @Test
    void a_new_large_reply_does_not_go_for_many_old_small_ones() {
        RecentMessages messages = messages(10_000, 4 * RecentMessages.LARGE, true);
        int number = 1;
        while (messages.bytes() < 4 * RecentMessages.LARGE - 1_000) {
            messages.keep(key(number++), text("small"));
        }

        messages.keep(key(0), text("x".repeat(RecentMessages.LARGE)));
        messages.keep(key(number), text("small"));

        assertThat(messages.find(key(0))).isEqualTo(text("x".repeat(RecentMessages.LARGE)));
        assertThat(messages.find(key(1))).isNull();
        assertThat(messages.find(key(number))).isEqualTo(text("small"));
    }

    @Test
    void what_is_kept_again_counts_once() {
        RecentMessages messages = messages(10, PLENTY, true);
        for (int i = 0; i < 5; i++) {
            messages.keep(key(1), text("x".repeat(RecentMessages.LARGE)));
        }

        assertThat(messages.size()).isEqualTo(1);
        assertThat(messages.bytes()).isLessThan(2 * RecentMessages.LARGE);
    }

    @Test
    void an_error_of_the_clock_changes_nothing() {
        AtomicLong asked = new AtomicLong();
        RecentMessages messages = new RecentMessages(new Bounds(REMEMBER, 2, PLENTY, true), () -> {
            if (asked.incrementAndGet() == 3) {
                throw new OutOfMemoryError("once");
            }
            return 0;
        });
        messages.keep(key(1), text("first"));
        messages.keep(key(2), text("second"));

        assertThatThrownBy(() -> messages.keep(key(3), text("third"))).isInstanceOf(OutOfMemoryError.class);

        assertThat(messages.size()).isEqualTo(2);
        assertThat(messages.find(key(1))).isEqualTo(text("first"));
        messages.keep(key(3), text("third"));
        assertThat(messages.find(key(1))).isNull();
        assertThat(messages.find(key(3))).isEqualTo(text("third"));
        assertThat(messages.bytes())
                .isEqualTo(2L * RecentMessages.ENTRY + weight(text("second")) + weight(text("third")));
    }

    @Test
    void threads_that_keep_at_the_same_time_find_all_of_it() throws Exception {
        RecentMessages messages = messages(100_000, PLENTY, true);
        int threads = 4;
        CyclicBarrier together = new CyclicBarrier(threads);
        List<Background<Integer>> all = new ArrayList<>();
        for (int t = 0; t < threads; t++) {
            int from = t * 10_000;
            all.add(Background.run(() -> {
                together.await();
                for (int i = from; i < from + 10_000; i++) {
                    messages.keep(key(i), text("reply " + i));
                    assertThat(messages.find(key(i))).isEqualTo(text("reply " + i));
                }
                return from;
            }));
        }

        for (Background<Integer> each : all) {
            each.result();
        }
        assertThat(messages.size()).isEqualTo(40_000);
        assertThat(IntStream.range(0, 40_000).filter(i -> text("reply " + i).equals(messages.find(key(i)))))
                .hasSize(40_000);
    }

    private RecentMessages messages(int maximum, long bytes, boolean keepsRest) {
        return new RecentMessages(new Bounds(REMEMBER, maximum, bytes, keepsRest), time::get);
    }

    private static RecentMessage someMessage(Random random, int step) {
        return switch (random.nextInt(6)) {
            case 0 -> RecentMessage.done(Outcome.acknowledged());
            case 1 -> RecentMessage.done(Outcome.replied(Reply.image("media" + step)));
            case 2 ->
                RecentMessage.done(Outcome.replied(Reply.text("at all " + step).mention("@all")));
            case 3 -> text("");
            case 4 -> RecentMessage.failed(new HandlerProgress(Set.of("handler " + step), Reply.text("so far")));
            default -> text((step + "好😀").repeat(random.nextInt(40)));
        };
    }

    private boolean isOver(At at) {
        return time.get() - at.time > REMEMBER;
    }

    private static RecentMessage text(String content) {
        return RecentMessage.done(Outcome.replied(Reply.text(content)));
    }

    private static long weight(RecentMessage message) {
        return RecentMessage.weight(message.compact());
    }

    private static MessageKey key(int number) {
        return new MessageKey("default", Integer.toString(number));
    }

    private record At(RecentMessage message, long time) {

        long bytes() {
            return RecentMessages.ENTRY + weight(message);
        }
    }
}
