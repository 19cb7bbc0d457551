// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.handler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryTest {

    private static final RandomGenerator LOWEST = () -> 0;
    private static final RandomGenerator MIDDLE = () -> Long.MIN_VALUE;
    private static final RandomGenerator HIGHEST = () -> -1;

    private final Retry retry = new Retry(5, Duration.ofSeconds(10), 2, Duration.ofSeconds(60));

    @Test
    void the_delay_grows_with_each_failure_up_to_the_longest() {
        assertThat(delays(retry, 5, MIDDLE)).containsExactly(10_000L, 20_000L, 40_000L, 60_000L, 60_000L);
    }

    @Test
    void a_delay_that_does_not_grow_stays_as_it_is() {
        Retry steady = new Retry(5, Duration.ofMillis(1_500), 1, Duration.ofHours(1));

        assertThat(delays(steady, 3, MIDDLE)).containsExactly(1_500L, 1_500L, 1_500L);
    }

    @Test
    void the_delay_is_spread_by_a_fifth() {
        assertThat(delays(retry, 5, LOWEST)).containsExactly(8_000L, 16_000L, 32_000L, 48_000L, 48_000L);
        assertThat(delays(retry, 5, HIGHEST)).containsExactly(12_000L, 24_000L, 48_000L, 72_000L, 72_000L);
    }

    @Test
    void the_first_delay_is_bounded_as_well() {
        Retry bounded = new Retry(2, Duration.ofHours(1), 3, Duration.ofMinutes(1));

        assertThat(bounded.delayAfter(1, MIDDLE)).isEqualTo(Duration.ofMinutes(1));
    }

    @Test
    void no_failure_waits_as_long_as_the_first() {
        assertThat(retry.delayAfter(0, MIDDLE)).isEqualTo(retry.delayAfter(1, MIDDLE));
    }

    @ParameterizedTest
    @ValueSource(ints = {1_000, 1_000_000, Integer.MAX_VALUE})
    void so_many_failures_that_no_number_holds_their_delay_wait_for_the_longest(int failures) {
        assertThat(retry.delayAfter(failures, MIDDLE)).isEqualTo(Duration.ofSeconds(60));
        assertThat(retry.delayAfter(failures, LOWEST)).isEqualTo(Duration.ofSeconds(48));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, Integer.MAX_VALUE})
    void what_is_not_to_wait_does_not_wait(int failures) {
        Retry atOnce = new Retry(5, Duration.ZERO, 10, Duration.ofHours(1));
        Retry neverLong = new Retry(5, Duration.ofHours(1), 10, Duration.ZERO);

        assertThat(atOnce.delayAfter(failures, HIGHEST)).isZero();
        assertThat(neverLong.delayAfter(failures, HIGHEST)).isZero();
    }

    @Test
    void the_attempts_are_used_up_when_as_many_have_failed() {
        assertThat(retry.isUsedUp(4)).isFalse();
        assertThat(retry.isUsedUp(5)).isTrue();
        assertThat(retry.isUsedUp(6)).isTrue();
    }

    @Test
    void a_single_attempt_is_used_up_at_once() {
        Retry never = new Retry(1, Duration.ZERO, 1, Duration.ZERO);

        assertThat(never.isUsedUp(0)).isFalse();
        assertThat(never.isUsedUp(1)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "0, PT1S, 1, PT1S, attempts must be at least 1",
        "-3, PT1S, 1, PT1S, attempts must be at least 1",
        "1, PT-1S, 1, PT1S, delay must not be negative",
        "1, PT1S, 0.99, PT1S, multiplier must be at least 1",
        "1, PT1S, NaN, PT1S, multiplier must be at least 1",
        "1, PT1S, 1, PT-0.001S, max-delay must not be negative"
    })
    void what_cannot_work_is_refused(
            int attempts, Duration delay, double multiplier, Duration maxDelay, String problem) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Retry(attempts, delay, multiplier, maxDelay))
                .withMessage(problem);
    }

    private static List<Long> delays(Retry retry, int failures, RandomGenerator random) {
        return IntStream.rangeClosed(1, failures)
                .mapToObj(failure -> retry.delayAfter(failure, random).toMillis())
                .toList();
    }
}
