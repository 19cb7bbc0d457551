// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.sample.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.wecomcallback.sample.crash.Delivery.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** One message, whose handlers run in the incarnations 1, that is killed at 10 s, and 2, that is not. */
class VerdictTest {

    private static final long MESSAGE = 7;
    private static final long KILL = 10_000;

    private final List<Run> runs = new ArrayList<>();
    private Answer answer = Answer.REPLY;
    private Outage outage = Outage.NONE;

    @Test
    void each_handler_must_come_to_its_end() {
        run(Work.REPLY, 1, 1000L, 1100L);
        run(Work.STORE, 1, 1100L, null);
        failed(1, 1100L, 1200L);

        Verdict verdict = verdict();

        assertThat(verdict.lost()).containsExactly("STORE of 7", "FORWARD of 7");
        assertThat(verdict.handled()).isEqualTo(Map.of(Work.REPLY, 1));
    }

    @Test
    void what_never_ran_is_lost() {
        assertThat(verdict().lost()).containsExactly("REPLY of 7", "STORE of 7", "FORWARD of 7");
    }

    @Test
    void what_was_not_acknowledged_is_not_lost() {
        answer = Answer.NO_200;

        assertThat(verdict().lost()).isEmpty();
    }

    @Test
    void two_runs_are_one_too_many() {
        run(Work.STORE, 2, 1000L, 1100L);
        run(Work.STORE, 2, 2000L, 2100L);

        assertThat(verdict().doubled()).hasSize(1);
    }

    @Test
    void what_was_not_acknowledged_must_not_run_twice_either() {
        answer = Answer.NO_200;
        run(Work.STORE, 2, 1000L, 1100L);
        run(Work.STORE, 2, 2000L, 2100L);

        assertThat(verdict().doubled()).hasSize(1);
    }

    @Test
    void a_run_without_end_excuses_only_if_its_node_was_killed() {
        run(Work.STORE, 2, 1000L, null);
        run(Work.STORE, 2, 2000L, 2100L);

        assertThat(verdict().doubled()).hasSize(1);
    }

    @Test
    void a_death_in_the_middle_excuses_one_more_run() {
        run(Work.STORE, 1, 9900L, null);
        run(Work.STORE, 2, 18_000L, 18_100L);
        run(Work.STORE, 2, 19_000L, 19_100L);

        Verdict verdict = verdict();

        assertThat(verdict.againAfterDeath()).isEqualTo(1);
        assertThat(verdict.doubled()).hasSize(1);
    }

    @Test
    void nothing_may_run_beside_a_node_that_is_still_alive() {
        run(Work.STORE, 1, 9000L, null);
        run(Work.STORE, 2, 9500L, 9600L);

        assertThat(verdict().doubled()).hasSize(1);
    }

    @Test
    void an_exception_excuses_a_run_after_it() {
        failed(2, 1000L, 1100L);
        run(Work.FORWARD, 2, 1100L, 1200L);

        Verdict verdict = verdict();

        assertThat(verdict.againAfterFailure()).isEqualTo(1);
        assertThat(verdict.doubled()).isEmpty();
    }

    @Test
    void a_death_right_after_the_end_excuses() {
        run(Work.STORE, 1, 8000L, 8100L);
        run(Work.STORE, 2, 18_000L, 18_100L);

        Verdict verdict = verdict();

        assertThat(verdict.doubled()).isEmpty();
        assertThat(verdict.longestFromEndToKill()).isEqualTo(1900);
    }

    @Test
    void a_death_two_seconds_after_the_end_excuses_nothing() {
        run(Work.STORE, 1, 7900L, 8000L);
        run(Work.STORE, 2, 18_000L, 18_100L);

        assertThat(verdict().doubled()).hasSize(1);
    }

    @Test
    void while_the_database_is_down_the_end_cannot_be_noted() {
        outage = new Outage(8000, 9000);
        run(Work.STORE, 1, 7000L, 7100L);
        run(Work.STORE, 2, 18_000L, 18_100L);

        assertThat(verdict().doubled()).isEmpty();
    }

    private Verdict verdict() {
        return new Verdict(List.of(new Delivery(MESSAGE, 1, 100, answer)), runs, Map.of(1, KILL), outage);
    }

    private void run(Work work, int incarnation, long begin, @Nullable Long end) {
        runs.add(new Run(work, MESSAGE, incarnation, begin, end, false));
    }

    private void failed(int incarnation, long begin, long end) {
        runs.add(new Run(Work.FORWARD, MESSAGE, incarnation, begin, end, true));
    }
}
