// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.kf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.wecomcallback.kf.KfCursorStore.Entry;
import io.github.wecomcallback.support.Background;
import io.github.wecomcallback.support.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Two nodes, one store, and time that passes when it is told to. */
class KfLedgerTest {

    private static final KfDoor DOOR = new KfDoor("shop", "wk1");
    private static final Duration LEASE = Duration.ofSeconds(20);
    private static final Duration PAUSE = Duration.ofSeconds(5);

    private final SettableClock clock = new SettableClock();
    private final KfCursorStore store = new MemoryKfCursorStore(clock);
    private final KfLedger here = new KfLedger(store, FirstPull.FROM_NOW, LEASE);
    private final KfLedger there = new KfLedger(store, FirstPull.FROM_NOW, LEASE);

    @Test
    void a_door_that_no_bell_rang_at_is_nobodys_turn() {
        assertThat(here.take(DOOR)).isNull();
        assertThat(here.due()).isEmpty();
        here.look(found());
        assertThat(here.all()).isEmpty();
    }

    @Test
    void a_bell_makes_the_door_due_everywhere_and_one_node_takes_it() {
        here.ring(DOOR, "t1", clock.instant());

        assertThat(there.due()).extracting(Entry::door).containsExactly(DOOR);
        KfTurn turn = there.take(DOOR);
        assertThat(turn.taken().goodToken(clock.instant())).isEqualTo("t1");
        assertThat(turn.taken().cursor()).isNull();
        assertThat(here.take(DOOR)).isNull();
        assertThat(here.due()).isEmpty();
    }

    @Test
    void what_is_finished_is_nobodys_turn_until_the_bell_rings_again() {
        here.ring(DOOR, "t1", clock.instant());
        KfTurn turn = here.take(DOOR);
        here.advance(turn, "c1");

        here.finish(turn);

        assertThat(here.take(DOOR)).isNull();
        there.ring(DOOR, "t2", clock.instant());
        assertThat(here.take(DOOR).taken().cursor()).isEqualTo("c1");
    }

    @Test
    void however_many_bells_ring_during_a_pull_there_is_one_more() {
        here.ring(DOOR, "t1", clock.instant());
        KfTurn first = here.take(DOOR);
        for (int i = 0; i < 10; i++) {
            there.ring(DOOR, "during" + i, clock.instant());
        }
        assertThat(there.take(DOOR)).isNull();

        here.finish(first);

        KfTurn second = there.take(DOOR);
        assertThat(second).isNotNull();
        there.finish(second);
        assertThat(here.take(DOOR)).isNull();
    }

    @Test
    void a_bell_that_tells_nothing_new_is_not_written_down() {
        here.ring(DOOR, "t1", clock.instant());
        long version = store.find(DOOR).version();

        there.ring(DOOR, "t2", clock.instant());

        assertThat(store.find(DOOR).version()).isEqualTo(version);
    }

    @Test
    void a_new_token_is_taken_up_before_the_old_one_ends() {
        here.ring(DOOR, "t1", clock.instant());
        clock.moveAhead(Duration.ofMinutes(8).plusSeconds(30));

        here.ring(DOOR, "t2", clock.instant());

        assertThat(here.take(DOOR).taken().goodToken(clock.instant())).isEqualTo("t2");
    }

    @Test
    void a_bell_that_comes_late_does_not_replace_a_token_that_lasts_longer() {
        here.ring(DOOR, "new", clock.instant());
        KfTurn turn = here.take(DOOR);

        here.ring(DOOR, "old", clock.instant().minusSeconds(30));

        here.finish(turn);
        assertThat(here.take(DOOR).taken().goodToken(clock.instant())).isEqualTo("new");
    }

    @Test
    void a_token_is_not_used_when_it_is_about_to_end() {
        here.ring(DOOR, "t1", clock.instant().minus(Duration.ofMinutes(9)));

        assertThat(here.take(DOOR).taken().goodToken(clock.instant())).isNull();
    }

    @Test
    void the_token_stays_for_the_next_pull_unless_it_is_used_up() {
        here.ring(DOOR, "t1", clock.instant());
        here.fail(here.take(DOOR), "away", null, PAUSE);
        clock.moveAhead(PAUSE);
        KfTurn again = here.take(DOOR);
        assertThat(again.taken().goodToken(clock.instant())).isEqualTo("t1");

        here.fail(again, "95007", "t1", PAUSE);

        clock.moveAhead(PAUSE);
        assertThat(here.take(DOOR).taken().goodToken(clock.instant())).isNull();
    }

    @Test
    void the_token_of_a_bell_that_rang_during_the_pull_stays_when_the_one_before_is_used_up() {
        here.ring(DOOR, "t1", clock.instant());
        KfTurn turn = here.take(DOOR);
        there.ring(DOOR, "t2", clock.instant().plusSeconds(1));

        here.fail(turn, "95007", "t1", PAUSE);

        clock.moveAhead(PAUSE);
        assertThat(here.take(DOOR).taken().goodToken(clock.instant())).isEqualTo("t2");
    }

    @Test
    void after_a_failure_it_is_nobodys_turn_for_a_while_whoever_rings() {
        here.ring(DOOR, "t1", clock.instant());
        here.fail(here.take(DOOR), "away", null, PAUSE);

        there.ring(DOOR, "t2", clock.instant().plusSeconds(1));
        there.look(found());

        assertThat(there.take(DOOR)).isNull();
        clock.moveAhead(PAUSE);
        assertThat(there.take(DOOR)).isNotNull();
    }

    @Test
    void failures_are_counted_and_shown_until_one_pull_comes_to_its_end() {
        here.ring(DOOR, "t1", clock.instant());
        for (int i = 0; i < 3; i++) {
            here.fail(here.take(DOOR), "problem " + i, null, PAUSE);
            clock.moveAhead(PAUSE);
        }

        assertThat(overview().failures()).isEqualTo(3);
        assertThat(overview().lastError()).isEqualTo("problem 2");
        assertThat(overview().lag()).isEqualTo(PAUSE.multipliedBy(3));
        assertThat(overview().lastPull()).isNull();
        Instant end = clock.instant();
        there.finish(there.take(DOOR));
        clock.moveAhead(PAUSE);

        assertThat(overview()).isEqualTo(new KfOverview.Door("shop", "wk1", Duration.ZERO, end, 0, null));
    }

    @Test
    void the_lag_counts_from_the_first_bell_that_was_not_answered() {
        here.ring(DOOR, "t1", clock.instant());
        KfTurn turn = here.take(DOOR);
        clock.moveAhead(Duration.ofSeconds(3));
        here.ring(DOOR, "t2", clock.instant());
        here.finish(turn);
        clock.moveAhead(Duration.ofSeconds(2));
        here.ring(DOOR, "t3", clock.instant());

        assertThat(overview().lag()).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void a_sign_of_life_keeps_the_door() {
        here.ring(DOOR, "t1", clock.instant());
        KfTurn turn = here.take(DOOR);
        for (int i = 0; i < 5; i++) {
            clock.moveAhead(LEASE.minusMillis(1));
            assertThat(there.take(DOOR)).isNull();

            assertThat(here.renew(turn)).isTrue();
        }
        assertThat(turn.isLost()).isFalse();
    }

    @Test
    void a_page_is_a_sign_of_life_too() {
        here.ring(DOOR, "t1", clock.instant());
        KfTurn turn = here.take(DOOR);
        clock.moveAhead(LEASE.minusMillis(1));

        here.advance(turn, "c1");

        clock.moveAhead(LEASE.minusMillis(1));
        assertThat(there.take(DOOR)).isNull();
    }

    @Test
    void when_a_node_dies_another_goes_on_where_it_was() {
        here.ring(DOOR, "t1", clock.instant());
        here.advance(here.take(DOOR), "c1");
        clock.moveAhead(LEASE);

        assertThat(there.due()).extracting(Entry::door).containsExactly(DOOR);
        KfTurn turn = there.take(DOOR);

        assertThat(turn.taken().cursor()).isEqualTo("c1");
        assertThat(turn.taken().goodToken(clock.instant())).isEqualTo("t1");
    }

    @Test
    void who_has_lost_the_door_changes_nothing_any_more_and_learns_of_it() {
        here.ring(DOOR, "t1", clock.instant());
        KfTurn lost = here.take(DOOR);
        clock.moveAhead(LEASE);
        KfTurn kept = there.take(DOOR);
        there.advance(kept, "c1");

        assertThat(here.renew(lost)).isFalse();
        assertThat(lost.isLost()).isTrue();
        assertThat(here.advance(lost, "c0")).isFalse();
        here.fail(lost, "no", "t1", PAUSE);
        here.release(lost);
        here.finish(lost);

        assertThat(there.renew(kept)).isTrue();
        assertThat(kept.isLost()).isFalse();
        there.finish(kept);
        here.ring(DOOR, "t2", clock.instant());
        assertThat(here.take(DOOR).taken().cursor()).isEqualTo("c1");
    }

    @Test
    void who_was_late_but_not_replaced_goes_on() {
        here.ring(DOOR, "t1", clock.instant());
        KfTurn turn = here.take(DOOR);
        clock.moveAhead(LEASE.multipliedBy(3));

        assertThat(here.advance(turn, "c1")).isTrue();

        assertThat(there.take(DOOR)).isNull();
    }

    @Test
    void what_is_released_is_another_nodes_turn_at_once_and_counts_as_no_failure() {
        here.ring(DOOR, "t1", clock.instant());
        KfTurn turn = here.take(DOOR);
        here.advance(turn, "c1");

        here.release(turn);

        KfTurn next = there.take(DOOR);
        assertThat(next.taken().cursor()).isEqualTo("c1");
        assertThat(next.taken().failures()).isZero();
    }

    @Test
    void what_was_sent_before_the_first_bell_is_not_for_us_unless_all_is_wanted() {
        KfLedger all = new KfLedger(store, FirstPull.THREE_DAYS, LEASE);
        KfDoor other = new KfDoor("shop", "wk2");

        here.ring(DOOR, "t1", clock.instant());
        all.ring(other, "t1", clock.instant());

        long begin = here.take(DOOR).taken().since();
        assertThat(Instant.ofEpochMilli(begin))
                .isBefore(clock.instant())
                .isAfter(clock.instant().minusSeconds(600));
        assertThat(all.take(other).taken().since()).isZero();
    }

    @Test
    void a_bell_from_the_near_future_makes_nothing_of_the_present_too_old() {
        here.ring(DOOR, "t1", clock.instant().plusSeconds(600));

        assertThat(Instant.ofEpochMilli(here.take(DOOR).taken().since())).isBefore(clock.instant());
    }

    @Test
    void another_look_is_had_at_what_is_known() {
        here.ring(DOOR, "t1", clock.instant());
        here.finish(here.take(DOOR));
        clock.moveAhead(PAUSE);

        there.look(found());

        assertThat(here.take(DOOR)).isNotNull();
    }

    @Test
    void no_other_look_is_had_at_what_was_pulled_since() {
        Entry begun = found();
        here.ring(DOOR, "t1", clock.instant());
        KfTurn turn = here.take(DOOR);

        there.look(begun);
        here.finish(turn);
        there.look(begun);

        assertThat(here.take(DOOR)).isNull();
    }

    @Test
    void what_cannot_be_read_is_as_if_nothing_were_there_and_a_bell_mends_it() {
        store.write(DOOR, "{no", clock.instant(), 0);
        assertThat(here.take(DOOR)).isNull();
        here.setAside(found());
        assertThat(overview().lag()).isZero();

        here.ring(DOOR, "t1", clock.instant());

        assertThat(here.take(DOOR)).isNotNull();
    }

    @Test
    void what_another_version_wrote_can_be_read() {
        store.write(DOOR, "{\"cursor\":\"c1\",\"rungAt\":1,\"colour\":\"blue\"}", clock.instant(), 0);

        assertThat(here.take(DOOR).taken().cursor()).isEqualTo("c1");
    }

    @Test
    void of_many_that_take_at_once_one_gets_it_and_no_bell_is_lost() throws Exception {
        AtomicInteger taken = new AtomicInteger();
        AtomicInteger atOnce = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        CyclicBarrier together = new CyclicBarrier(6);
        List<Background<Void>> nodes = new ArrayList<>();
        for (int node = 0; node < 6; node++) {
            KfLedger ledger = new KfLedger(store, FirstPull.FROM_NOW, LEASE);
            boolean rings = node < 3;
            nodes.add(Background.run(() -> {
                together.await();
                for (int i = 0; i < 200; i++) {
                    if (rings) {
                        ledger.ring(DOOR, "t", clock.instant());
                        continue;
                    }
                    KfTurn turn = ledger.take(DOOR);
                    if (turn != null) {
                        taken.incrementAndGet();
                        most.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
                        assertThat(ledger.advance(turn, "c" + i)).isTrue();
                        atOnce.decrementAndGet();
                        ledger.finish(turn);
                    }
                }
                return null;
            }));
        }

        for (Background<Void> node : nodes) {
            node.result();
        }

        assertThat(taken.get()).isPositive();
        assertThat(most.get()).isOne();
        here.ring(DOOR, "last", clock.instant());
        assertThat(here.take(DOOR)).isNotNull();
    }

    @Test
    void what_is_always_faster_than_us_is_given_up() {
        KfCursorStore busy = new ForwardingCursorStore(store) {

            @Override
            public boolean write(KfDoor door, String state, @Nullable Instant dueAt, long seen) {
                return false;
            }
        };

        assertThatThrownBy(() -> new KfLedger(busy, FirstPull.FROM_NOW, LEASE).ring(DOOR, "t", clock.instant()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("wk1");
    }

    @Test
    void a_page_with_nothing_in_it_is_a_sign_of_life_and_no_sign_of_recovery() {
        here.ring(DOOR, "t1", clock.instant());
        here.fail(here.take(DOOR), "endless", null, PAUSE);
        clock.moveAhead(PAUSE);
        KfTurn turn = here.take(DOOR);
        clock.moveAhead(LEASE.minusMillis(1));

        assertThat(here.pass(turn, "c1")).isTrue();

        clock.moveAhead(LEASE.minusMillis(1));
        assertThat(there.take(DOOR)).isNull();
        assertThat(turn.failures()).isOne();
        assertThat(overview().failures()).isOne();
        here.advance(turn, "c2");
        assertThat(turn.failures()).isZero();
        assertThat(overview().failures()).isZero();
        assertThat(overview().lastError()).isNull();
    }

    @Test
    void where_no_node_knows_the_account_nothing_is_due_or_waits_any_more() {
        here.ring(DOOR, "t1", clock.instant());
        clock.moveAhead(LEASE.minusMillis(1));
        here.setAside(found());
        assertThat(here.due()).as("another node may know it").hasSize(1);
        assertThat(overview().lastError()).isNull();
        clock.moveAhead(Duration.ofMillis(1));

        here.setAside(found());

        assertThat(here.due()).isEmpty();
        assertThat(overview())
                .isEqualTo(new KfOverview.Door(
                        "shop", "wk1", Duration.ZERO, null, 0, "There is no account 'shop' any more"));
        clock.moveAhead(Duration.ofMinutes(30));
        assertThat(here.due()).isEmpty();
        assertThat(overview().lag()).isZero();
    }

    @Test
    void a_node_that_knows_the_account_takes_what_another_has_set_aside() {
        here.ring(DOOR, "t1", clock.instant());
        here.advance(here.take(DOOR), "c1");
        clock.moveAhead(LEASE.multipliedBy(2));
        there.setAside(found());

        KfTurn turn = here.take(DOOR);

        assertThat(turn.taken().cursor()).isEqualTo("c1");
        assertThat(overview().lastError()).isNull();
        here.finish(turn);
        assertThat(here.take(DOOR)).isNull();
        assertThat(here.due()).isEmpty();
    }

    @Test
    void a_bell_tells_at_once_that_an_account_is_back_and_it_goes_on_at_its_cursor() {
        here.ring(DOOR, "t1", clock.instant());
        KfTurn turn = here.take(DOOR);
        here.advance(turn, "c1");
        here.release(turn);
        clock.moveAhead(LEASE);
        here.setAside(found());
        clock.moveAhead(Duration.ofDays(2));

        there.ring(DOOR, "t2", clock.instant());

        assertThat(here.due()).extracting(Entry::door).containsExactly(DOOR);
        assertThat(overview().lastError()).isNull();
        assertThat(overview().lag()).isZero();
        turn = here.take(DOOR);
        assertThat(turn.taken().cursor()).isEqualTo("c1");
        assertThat(turn.taken().goodToken(clock.instant())).isEqualTo("t2");
    }

    @Test
    void an_account_that_is_gone_is_looked_for_now_and_then_and_forgotten_after_a_week() {
        here.ring(DOOR, "t1", clock.instant());
        clock.moveAhead(LEASE);
        here.setAside(found());
        Duration passed = Duration.ZERO;
        int looks = 0;
        while (passed.compareTo(Duration.ofDays(7)) < 0) {
            assertThat(here.due()).isEmpty();
            clock.moveAhead(Duration.ofHours(1));
            assertThat(here.due()).as("any node may have a look").hasSize(1);
            clock.moveAhead(LEASE);
            here.setAside(found());
            passed = passed.plusHours(1).plus(LEASE);
            looks++;
        }

        assertThat(looks).isLessThanOrEqualTo(7 * 24);
        assertThat(here.all()).isEmpty();
        here.ring(DOOR, "t2", clock.instant());
        assertThat(here.take(DOOR).taken().cursor()).isNull();
    }

    @Test
    void where_nothing_is_due_and_the_account_is_gone_it_is_set_aside_at_once() {
        here.ring(DOOR, "t1", clock.instant());
        here.finish(here.take(DOOR));

        here.setAside(found());

        assertThat(here.due()).isEmpty();
        assertThat(overview().lastError()).isEqualTo("There is no account 'shop' any more");
    }

    @Test
    void what_changed_since_it_was_found_is_not_set_aside() {
        here.ring(DOOR, "t1", clock.instant());
        clock.moveAhead(LEASE);
        Entry found = found();
        KfTurn turn = there.take(DOOR);

        here.setAside(found);

        assertThat(there.renew(turn)).isTrue();
    }

    private Entry found() {
        return new Entry(DOOR, store.find(DOOR));
    }

    private KfOverview.Door overview() {
        return there.overview().get(0);
    }

    @Test
    void a_state_as_text_holds_neither_token_nor_cursor() {
        here.ring(DOOR, "the-token", clock.instant());
        KfTurn turn = here.take(DOOR);
        here.advance(turn, "the-cursor");

        assertThat(turn.taken().toString()).doesNotContain("the-token", "the-cursor");
    }
}
