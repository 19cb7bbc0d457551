// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.wecomcallback.delivery.ClaimStore.Claim;
import io.github.wecomcallback.delivery.ClaimStore.Kept;
import io.github.wecomcallback.delivery.ClaimStore.Standing;
import io.github.wecomcallback.delivery.ClaimStore.Standing.State;
import io.github.wecomcallback.support.Background;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What a store of claims promises, and each of ours keeps. */
@ParameterizedClass
@EnumSource(TestStore.Kind.class)
class ClaimStoreTest {

    private static final int MESSAGES = 25;
    private static final Duration LONG = Duration.ofMinutes(10);
    private static final Duration SHORT = Duration.ofMillis(1);
    private static final Kept KEPT = new Kept(new byte[] {0, -1, 127, 'a'}, true);
    private static final Kept MORE = new Kept(new byte[] {1, 2}, false);

    @Parameter
    private TestStore.Kind kind;

    private final Claim first = claim("f".repeat(64));
    private final Claim second = claim(first.key());
    private final Claim third = claim(first.key());

    private TestStore opened;
    private ClaimStore store;

    @BeforeEach
    void open() {
        opened = kind.open();
        store = opened.store();
    }

    @AfterEach
    void close() {
        opened.close();
    }

    @Test
    void a_claim_keeps_others_out_as_long_as_it_lasts() {
        assertThat(store.claim(first, LONG)).isEqualTo(new Standing(State.CLAIMED, null));
        assertThat(store.claim(second, LONG)).isEqualTo(Standing.held());
        assertThat(store.claim(claim("0".repeat(64)), LONG)).isEqualTo(new Standing(State.CLAIMED, null));
    }

    @Test
    void to_ask_again_for_the_same_claim_is_no_mistake_and_lengthens_it() {
        store.claim(first, SHORT);

        assertThat(store.claim(first, LONG).state()).isEqualTo(State.CLAIMED);

        assertThat(store.claim(second, LONG).state()).isEqualTo(State.HELD);
    }

    @Test
    void what_is_done_is_done_for_all_and_tells_what_was_kept() {
        store.claim(first, LONG);

        assertThat(store.done(first, KEPT, LONG)).isTrue();

        for (Claim claim : List.of(first, second)) {
            assertIs(store.claim(claim, LONG), State.DONE, KEPT);
        }
    }

    @Test
    void to_say_twice_that_it_is_done_is_no_mistake() {
        store.claim(first, LONG);
        store.done(first, KEPT, LONG);

        assertThat(store.done(first, KEPT, LONG)).isTrue();

        assertIs(store.claim(second, LONG), State.DONE, KEPT);
    }

    @Test
    void nothing_need_be_kept_of_what_is_done() {
        store.claim(first, LONG);

        store.done(first, null, LONG);

        assertThat(store.claim(second, LONG)).isEqualTo(new Standing(State.DONE, null));
    }

    @Test
    void what_is_released_can_be_claimed_and_tells_what_was_kept() {
        store.claim(first, LONG);

        assertThat(store.release(first, KEPT, LONG)).isTrue();

        assertIs(store.claim(second, LONG), State.CLAIMED, KEPT);
        assertThat(store.claim(third, LONG).state()).isEqualTo(State.HELD);
    }

    @Test
    void each_release_replaces_what_was_kept_before() {
        store.claim(first, LONG);
        store.release(first, KEPT, LONG);
        store.claim(second, LONG);

        store.release(second, MORE, LONG);

        assertIs(store.claim(third, LONG), State.CLAIMED, MORE);
    }

    @Test
    void the_claim_of_a_node_that_died_lapses_and_what_was_kept_before_it_stays() {
        store.claim(first, LONG);
        store.release(first, KEPT, LONG);
        store.claim(second, SHORT);

        await().until(() -> store.claim(third, LONG).state() == State.CLAIMED);

        assertIs(store.claim(third, LONG), State.CLAIMED, KEPT);
    }

    @Test
    void a_renewal_sets_when_a_claim_lapses() {
        store.claim(first, LONG);

        store.renew(List.of(first, claim("0".repeat(64))), SHORT);

        await().until(() -> store.claim(second, LONG).state() == State.CLAIMED);
    }

    @Test
    void a_claim_that_was_lost_changes_nothing() {
        store.claim(first, SHORT);
        await().until(() -> store.claim(second, LONG).state() == State.CLAIMED);

        store.renew(List.of(first), SHORT);
        assertThat(store.done(first, MORE, LONG)).isFalse();
        assertThat(store.release(first, MORE, LONG)).isFalse();

        assertThat(store.claim(third, LONG).state()).isEqualTo(State.HELD);
        assertThat(store.done(second, KEPT, LONG)).isTrue();
        assertIs(store.claim(first, LONG), State.DONE, KEPT);
    }

    @Test
    void a_claim_that_lapsed_but_was_not_lost_still_counts() {
        store.claim(first, SHORT);

        assertThat(store.done(first, KEPT, LONG)).isTrue();

        assertIs(store.claim(second, LONG), State.DONE, KEPT);
    }

    @Test
    void a_renewal_that_comes_too_late_does_not_change_what_is_done() {
        store.claim(first, LONG);
        store.done(first, KEPT, LONG);

        store.renew(List.of(first), SHORT);

        assertIs(store.claim(second, LONG), State.DONE, KEPT);
    }

    @Test
    void what_is_done_is_forgotten_after_its_time() {
        store.claim(first, LONG);
        store.done(first, KEPT, SHORT);

        await().until(() -> store.claim(second, LONG).state() == State.CLAIMED);

        assertThat(store.claim(second, LONG).kept()).isNull();
    }

    @Test
    void what_was_released_is_forgotten_after_its_time() {
        store.claim(first, LONG);
        store.release(first, KEPT, Duration.ofMillis(50));

        await().until(() -> {
            boolean forgotten = store.claim(second, LONG).kept() == null;
            store.release(second, forgotten ? null : KEPT, SHORT);
            return forgotten;
        });
    }

    @Test
    void of_many_that_claim_at_once_one_gets_it() throws Exception {
        assertThat(claimedByFour()).isEqualTo(MESSAGES);
    }

    @Test
    void of_many_that_claim_at_once_what_has_lapsed_one_gets_it() throws Exception {
        for (int i = 0; i < MESSAGES; i++) {
            store.claim(claim(key(i)), SHORT);
        }

        assertThat(claimedByFour()).isEqualTo(MESSAGES);
    }

    /** How often it was said that a message is claimed, when four want each of some at once. */
    private int claimedByFour() throws Exception {
        CyclicBarrier together = new CyclicBarrier(4);
        List<Background<Integer>> all = new ArrayList<>();
        for (int node = 0; node < 4; node++) {
            all.add(Background.run(() -> {
                int claimed = 0;
                for (int i = 0; i < MESSAGES; i++) {
                    together.await();
                    State state = store.claim(claim(key(i)), LONG).state();
                    claimed += state == State.CLAIMED ? 1 : 0;
                }
                return claimed;
            }));
        }
        int claimed = 0;
        for (Background<Integer> each : all) {
            claimed += each.result();
        }
        return claimed;
    }

    private static String key(int number) {
        return "%064d".formatted(number);
    }

    private static void assertIs(Standing standing, State state, Kept kept) {
        assertThat(standing.state()).isEqualTo(state);
        assertThat(standing.kept()).usingRecursiveComparison().isEqualTo(kept);
    }

    private static Claim claim(String key) {
        return new Claim(key, UUID.randomUUID().toString());
    }
}
