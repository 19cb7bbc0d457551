// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.sample.crash;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Holds what the platform saw against what the handlers did.
 *
 * <p>Every acknowledged message is handled: each handler has a run that came to its end. Otherwise it is <em>lost</em>.
 *
 * <p>No message is handled twice: a handler runs again only when its run before was <em>undone</em>, and not before that.
 * A run is undone in these cases only, and from then on:
 *
 * <ul>
 *   <li>it threw: from then on;
 *   <li>its node was killed in the middle, between begin and end: from the kill on;
 *   <li>its node was killed within two seconds after its end: from the kill on. Nobody may have learnt of the end then,
 *       since a handler's work and the note that it is done are not one transaction. While the database is down the note
 *       cannot be written, so that time does not count.
 * </ul>
 *
 * <p>Nothing else excuses: neither the database's restart, nor that a node was slow, nor that it was told to end.
 */
final class Verdict {

    private static final long TO_NOTE_THE_END = 2000;

    private final Map<Integer, Long> kills;
    private final Outage outage;

    private final List<String> lost = new ArrayList<>();
    private final List<String> doubled = new ArrayList<>();
    private final Map<Work, Integer> handled = new EnumMap<>(Work.class);
    private int againAfterDeath;
    private int againAfterFailure;
    private long longestFromEndToKill;

    Verdict(List<Delivery> deliveries, List<Run> runs, Map<Integer, Long> kills, Outage outage) {
        this(dueOf(deliveries), runs, kills, outage);
    }

    /** @param due whose handlers have to come to their end, for each message */
    Verdict(Map<Long, Set<Work>> due, List<Run> runs, Map<Integer, Long> kills, Outage outage) {
        this.kills = kills;
        this.outage = outage;
        Map<Long, Map<Work, List<Run>>> byMessage = new HashMap<>();
        for (Run run : runs) {
            byMessage
                    .computeIfAbsent(run.message(), id -> new EnumMap<>(Work.class))
                    .computeIfAbsent(run.work(), work -> new ArrayList<>(1))
                    .add(run);
        }
        byMessage.values().forEach(works -> works.values().forEach(this::judgeRuns));
        due.forEach((message, works) -> judgeHandled(message, works, byMessage.getOrDefault(message, Map.of())));
    }

    private static Map<Long, Set<Work>> dueOf(List<Delivery> deliveries) {
        Map<Long, Set<Work>> due = new LinkedHashMap<>();
        deliveries.stream()
                .filter(Delivery::acknowledged)
                .forEach(delivery -> due.put(delivery.message(), EnumSet.allOf(Work.class)));
        return due;
    }

    /** What was acknowledged and not handled. */
    List<String> lost() {
        return lost;
    }

    /** What was handled again without need. */
    List<String> doubled() {
        return doubled;
    }

    /** How many acknowledged messages each handler handled. */
    Map<Work, Integer> handled() {
        return handled;
    }

    /** How many runs there were because the node of the one before was killed. */
    int againAfterDeath() {
        return againAfterDeath;
    }

    /** How many runs there were because the one before threw. */
    int againAfterFailure() {
        return againAfterFailure;
    }

    /** The longest time after which a run that had come to its end was undone. */
    long longestFromEndToKill() {
        return longestFromEndToKill;
    }

    private void judgeHandled(long message, Set<Work> works, Map<Work, List<Run>> runs) {
        for (Work work : works) {
            if (runs.getOrDefault(work, List.of()).stream().anyMatch(Run::succeeded)) {
                handled.merge(work, 1, Integer::sum);
            } else {
                lost.add(work + " of " + message);
            }
        }
    }

    private void judgeRuns(List<Run> runs) {
        runs.sort(Comparator.comparingLong(Run::begin));
        for (int i = 1; i < runs.size(); i++) {
            judgeSecond(runs.get(i - 1), runs.get(i));
        }
    }

    private void judgeSecond(Run first, Run second) {
        OptionalLong undone = undone(first);
        if (undone.isEmpty() || undone.getAsLong() > second.begin()) {
            doubled.add(first + ", then " + second);
        } else if (first.failed()) {
            againAfterFailure++;
        } else {
            againAfterDeath++;
            if (first.end() != null) {
                longestFromEndToKill = Math.max(longestFromEndToKill, undone.getAsLong() - first.end());
            }
        }
    }

    /** From when on the run may be repeated. */
    private OptionalLong undone(Run run) {
        if (run.failed() && run.end() != null) {
            return OptionalLong.of(run.end());
        }
        Long kill = kills.get(run.incarnation());
        if (kill == null) {
            return OptionalLong.empty();
        }
        if (run.end() == null || timeToNote(run.end(), kill) < TO_NOTE_THE_END) {
            return OptionalLong.of(kill);
        }
        return OptionalLong.empty();
    }

    private long timeToNote(long end, long kill) {
        return kill - end - outage.within(end, kill);
    }
}
