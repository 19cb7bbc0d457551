// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.kf;

import io.github.wecomcallback.kf.KfCursorStore.Entry;
import io.github.wecomcallback.kf.KfCursorStore.Seen;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.BiFunction;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Keeps account of all doors, for all nodes: which bells rang, who pulls, and how far it came. Each change is made to what
 * was seen, or made again when another node was faster. Thread-safe.
 */
@Slf4j
@RequiredArgsConstructor
final class KfLedger {

    /** How far back a message may have been sent before its bell rang: bells may be late, and not in order. */
    private static final Duration GRACE = Duration.ofMinutes(2);

    /** The platform takes a bell's token for ten minutes, and clocks may differ. */
    private static final Duration TOKEN_LIFE = Duration.ofMinutes(9);

    /** The platform keeps messages for three days. An account may come back later, but not to what it was at. */
    private static final Duration KEEP_GONE = Duration.ofDays(7);

    /** When it comes back, a bell tells at once; this is for messages before that. */
    private static final Duration LOOK_FOR_GONE = Duration.ofHours(1);

    private static final int MOST_DUE = 1_000;

    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();
    private static final int TRIES = 200;

    private final KfCursorStore store;
    private final FirstPull firstPull;
    private final Duration lease;

    /**
     * The bell rang.
     *
     * @param token what the bell brought
     * @param at when the platform rang it
     */
    void ring(KfDoor door, @Nullable String token, Instant at) {
        change(door, (state, now) -> {
            Instant tokenEnd = at.plus(TOKEN_LIFE);
            if (state == null) {
                // Clocks may differ: in doubt, what was sent earlier is handled as well.
                Instant first = at.isBefore(now) ? at : now;
                return KfState.first(firstPull.since(first.minus(GRACE))).rung(token, tokenEnd, now);
            }
            boolean nothingNew = state.isRung() && !state.isGone() && state.goodToken(now.plusSeconds(60)) != null;
            return nothingNew ? state : state.rung(token, tokenEnd, now);
        });
    }

    /** Has another look at a door, though no bell rang, unless somebody has looked since it was found like this. */
    void look(Entry found) {
        change(found.door(), (state, now) -> {
            boolean seen = state == null
                    || !state.isIdle()
                    || state.isPulledSince(found.seen().now());
            return seen ? state : state.rung(null, now, now);
        });
    }

    /**
     * Takes a door whose turn it is, or returns null when it is not or another node was faster.
     *
     * @param door a door whose account this node knows
     */
    @Nullable KfTurn take(KfDoor door) {
        String id = UUID.randomUUID().toString();
        KfState taken = change(
                door,
                (state, now) ->
                        state != null && (state.isDue(now) || state.isGone()) ? state.taken(id, now, lease) : state);
        return taken != null && taken.isHeldBy(id) ? new KfTurn(door, id, taken) : null;
    }

    /** The bell's token, where the platform still took it when the turn was taken; else null. */
    @Nullable String token(KfTurn turn) {
        Instant now = Instant.ofEpochMilli(turn.taken().heldUntil()).minus(lease);
        return turn.taken().goodToken(now);
    }

    /**
     * This node does not know the account. When no other node has come for it either, nothing is due there any more until a
     * bell rings, and in the end it is forgotten.
     */
    void setAside(Entry found) {
        KfState state = read(found.seen());
        Instant now = found.seen().now();
        if (state == null || !state.isIdle() && !state.isDueFor(lease, now)) {
            return;
        }
        KfDoor door = found.door();
        long version = found.seen().version();
        if (state.isGoneFor(KEEP_GONE, now)) {
            if (store.remove(door, version)) {
                log.info("{} is forgotten: its account is gone for {} days", door, KEEP_GONE.toDays());
            }
            return;
        }
        String problem = "There is no account '" + door.account() + "' any more";
        if (write(door, state.gone(problem, now, LOOK_FOR_GONE), version) && !state.isGone()) {
            log.warn("{}; nothing is pulled for {} until there is", problem, door.openKfId());
        }
    }

    /** Whether the door is still the turn's, which is then so for another lease. */
    boolean renew(KfTurn turn) {
        return kept(turn, (state, now) -> state.renewed(now, lease));
    }

    /** A page was handled. Returns whether the door is still the turn's; if not, another node goes on where it was before. */
    boolean advance(KfTurn turn, String cursor) {
        turn.advance();
        turn.leave();
        return kept(turn, (state, now) -> state.advanced(cursor, now, lease));
    }

    /** The same, where there was nothing in the page. */
    boolean pass(KfTurn turn, String cursor) {
        turn.leave();
        return kept(turn, (state, now) -> state.passed(cursor, now, lease));
    }

    void finish(KfTurn turn) {
        change(turn, (state, now) -> state.finished(now));
    }

    void release(KfTurn turn) {
        change(turn, (state, now) -> state.released(turn.pageDone(), now));
    }

    /** @param usedUp the token of a bell that is not to be used again, or null; one that a bell brought since stays */
    void fail(KfTurn turn, String problem, @Nullable String usedUp, Duration pause) {
        change(turn, (state, now) -> state.failed(problem, usedUp, turn.pageDone(), now, pause));
    }

    /** The platform does not know the cursor: the next pull goes without, and passes over what was pulled before. */
    void forgetCursor(KfTurn turn) {
        turn.leave();
        change(turn, (state, now) -> state.withoutCursor(GRACE));
    }

    /** Some of the doors whose turn it is, those first that have waited longest. */
    List<Entry> due() {
        return store.due(MOST_DUE);
    }

    /** All doors that a bell ever rang at. */
    List<Entry> all() {
        return store.all();
    }

    /** What is known of each door, at the store's time. */
    List<KfOverview.Door> overview() {
        return store.all().stream()
                .map(found -> KfOverview.Door.of(
                        found.door(), read(found.seen()), found.seen().now()))
                .toList();
    }

    private boolean kept(KfTurn turn, BiFunction<KfState, Instant, KfState> step) {
        boolean kept = change(turn, step);
        if (!kept) {
            turn.lose();
        }
        return kept;
    }

    private boolean change(KfTurn turn, BiFunction<KfState, Instant, KfState> step) {
        KfState after = change(
                turn.door(),
                (state, now) -> state != null && state.isHeldBy(turn.id()) ? step.apply(state, now) : state);
        return after != null && after.isHeldBy(turn.id());
    }

    private @Nullable KfState change(KfDoor door, BiFunction<@Nullable KfState, Instant, @Nullable KfState> step) {
        for (int tries = 0; tries < TRIES; tries++) {
            Seen seen = store.find(door);
            KfState before = read(seen);
            KfState after = step.apply(before, seen.now());
            if (after == before || after == null || write(door, after, seen.version())) {
                return after;
            }
            Thread.onSpinWait();
        }
        throw new IllegalStateException("The state of " + door + " changes too fast to be written");
    }

    private boolean write(KfDoor door, KfState state, long seen) {
        return store.write(door, JSON.writeValueAsString(state), state.dueAt(), seen);
    }

    /** What cannot be read is as if nothing were there: the door is pulled as the first time. */
    private static @Nullable KfState read(Seen seen) {
        if (seen.state() == null) {
            return null;
        }
        try {
            return JSON.readValue(seen.state(), KfState.class);
        } catch (JacksonException ex) {
            log.warn(
                    "What is kept of a customer-service account cannot be read ({}); it is pulled as the first time",
                    ex.getClass().getSimpleName());
            return null;
        }
    }
}
