// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.kf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.wecomcallback.kf.KfCursorStore.Entry;
import io.github.wecomcallback.kf.KfCursorStore.Seen;
import io.github.wecomcallback.support.Background;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What a store of cursors promises, and each of ours keeps. */
@ParameterizedClass
@EnumSource(TestCursorStore.Kind.class)
class KfCursorStoreTest {

    private static final KfDoor DOOR = new KfDoor("shop", "wkAJ2GCAAASSm4");

    @Parameter
    private TestCursorStore.Kind kind;

    private TestCursorStore opened;
    private KfCursorStore store;

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
    void at_first_nothing_is_known_but_the_time() {
        Seen seen = store.find(DOOR);

        assertThat(seen.state()).isNull();
        assertThat(seen.version()).isZero();
        assertThat(seen.now()).isCloseTo(Instant.now(), within(1, ChronoUnit.MINUTES));
        assertThat(store.all()).isEmpty();
        assertThat(store.due(10)).isEmpty();
    }

    @Test
    void what_was_written_is_found() {
        String state = "{\"cursor\":\"4gw7MepFLfgF2VC5nop\",\"error\":\"'限流' \\u0000 😀\"}";

        assertThat(store.write(DOOR, state, null, 0)).isTrue();

        Seen seen = store.find(DOOR);
        assertThat(seen.state()).isEqualTo(state);
        assertThat(seen.version()).isPositive();
        assertThat(seen.now()).isCloseTo(Instant.now(), within(1, ChronoUnit.MINUTES));
        assertThat(store.all()).singleElement().satisfies(entry -> {
            assertThat(entry.door()).isEqualTo(DOOR);
            assertThat(entry.seen().state()).isEqualTo(state);
            assertThat(entry.seen().version()).isEqualTo(seen.version());
            assertThat(entry.seen().now()).isCloseTo(Instant.now(), within(1, ChronoUnit.MINUTES));
        });
    }

    @Test
    void a_state_may_have_four_thousand_characters() {
        String state = "限".repeat(4000);

        store.write(DOOR, state, null, 0);

        assertThat(store.find(DOOR).state()).isEqualTo(state);
    }

    @Test
    void who_has_seen_the_latest_may_write() {
        store.write(DOOR, "one", null, 0);
        long seen = store.find(DOOR).version();

        assertThat(store.write(DOOR, "two", null, seen)).isTrue();

        assertThat(store.find(DOOR).state()).isEqualTo("two");
        assertThat(store.find(DOOR).version()).isNotEqualTo(seen);
    }

    @Test
    void the_same_text_written_again_is_another_version() {
        store.write(DOOR, "same", null, 0);
        long seen = store.find(DOOR).version();

        assertThat(store.write(DOOR, "same", null, seen)).isTrue();

        assertThat(store.write(DOOR, "other", null, seen)).isFalse();
    }

    @Test
    void who_has_not_seen_the_latest_changes_nothing() {
        store.write(DOOR, "one", null, 0);
        long seen = store.find(DOOR).version();
        store.write(DOOR, "two", null, seen);

        assertThat(store.write(DOOR, "late", null, seen)).isFalse();
        assertThat(store.write(DOOR, "first", null, 0)).isFalse();
        assertThat(store.write(DOOR, "early", null, seen + 100)).isFalse();

        assertThat(store.find(DOOR).state()).isEqualTo("two");
    }

    @Test
    void what_is_not_there_has_no_version_to_be_seen() {
        assertThat(store.write(DOOR, "one", null, 7)).isFalse();

        assertThat(store.find(DOOR).state()).isNull();
    }

    @Test
    void each_door_is_apart_from_those_that_look_like_it() {
        List<KfDoor> doors = List.of(
                DOOR,
                new KfDoor("shop", "wkaj2gcaaassm4"),
                new KfDoor("Shop", DOOR.openKfId()),
                new KfDoor("other", DOOR.openKfId()),
                new KfDoor("shop", "wk:with:colons"),
                new KfDoor("shop", "wk_中文-'\"% "));

        for (KfDoor door : doors) {
            assertThat(store.write(door, door.toString(), null, 0))
                    .as(door.toString())
                    .isTrue();
        }

        assertThat(store.all()).extracting(Entry::door).containsExactlyInAnyOrderElementsOf(doors);
        assertThat(doors)
                .allSatisfy(door -> assertThat(store.find(door).state()).isEqualTo(door.toString()));
    }

    @Test
    void what_is_due_is_found_with_what_is_due_longest_first() {
        Instant now = store.find(DOOR).now();
        KfDoor first = new KfDoor("shop", "first");
        KfDoor second = new KfDoor("shop", "second");
        store.write(second, "two", now.minusSeconds(1), 0);
        store.write(first, "one", Instant.EPOCH, 0);
        store.write(new KfDoor("shop", "idle"), "idle", null, 0);
        store.write(new KfDoor("shop", "later"), "later", now.plusSeconds(600), 0);

        assertThat(store.due(10)).extracting(Entry::door).containsExactly(first, second);
        assertThat(store.due(1)).singleElement().satisfies(entry -> {
            assertThat(entry.door()).isEqualTo(first);
            assertThat(entry.seen().state()).isEqualTo("one");
            assertThat(entry.seen().version()).isEqualTo(store.find(first).version());
            assertThat(entry.seen().now()).isBetween(now, now.plusSeconds(60));
        });
    }

    @Test
    void what_is_due_is_so_by_what_was_written_last() {
        store.write(DOOR, "due", Instant.EPOCH, 0);
        store.write(DOOR, "idle", null, store.find(DOOR).version());
        assertThat(store.due(10)).isEmpty();
        store.write(DOOR, "due", store.find(DOOR).now(), store.find(DOOR).version());
        assertThat(store.due(10)).hasSize(1);
        long seen = store.find(DOOR).version();
        store.write(DOOR, "later", Instant.now().plusSeconds(600), seen);

        assertThat(store.write(DOOR, "late", Instant.EPOCH, seen)).isFalse();

        assertThat(store.due(10)).isEmpty();
    }

    @Test
    void what_is_removed_is_as_if_it_had_never_been() {
        store.write(DOOR, "one", Instant.EPOCH, 0);
        long seen = store.find(DOOR).version();
        store.write(DOOR, "two", Instant.EPOCH, seen);
        assertThat(store.remove(DOOR, seen)).isFalse();
        assertThat(store.remove(DOOR, 0)).isFalse();
        assertThat(store.due(10)).hasSize(1);

        assertThat(store.remove(DOOR, store.find(DOOR).version())).isTrue();

        assertThat(store.remove(DOOR, seen)).isFalse();
        assertThat(store.find(DOOR).version()).isZero();
        assertThat(store.find(DOOR).state()).isNull();
        assertThat(store.all()).isEmpty();
        assertThat(store.due(10)).isEmpty();
        assertThat(store.write(DOOR, "anew", null, 0)).isTrue();
        assertThat(store.find(DOOR).state()).isEqualTo("anew");
    }

    @Test
    void of_many_that_write_at_once_none_undoes_what_another_did() throws Exception {
        int each = 25;
        CyclicBarrier together = new CyclicBarrier(4);
        List<Background<Void>> nodes = new ArrayList<>();
        for (int node = 0; node < 4; node++) {
            nodes.add(Background.run(() -> {
                together.await();
                for (int i = 0; i < each; i++) {
                    addOne();
                }
                return null;
            }));
        }

        for (Background<Void> node : nodes) {
            node.result();
        }

        assertThat(store.find(DOOR).state()).isEqualTo(Integer.toString(4 * each));
    }

    private void addOne() {
        boolean written = false;
        while (!written) {
            Seen seen = store.find(DOOR);
            int count = seen.state() == null ? 0 : Integer.parseInt(seen.state());
            written = store.write(DOOR, Integer.toString(count + 1), null, seen.version());
        }
    }
}
