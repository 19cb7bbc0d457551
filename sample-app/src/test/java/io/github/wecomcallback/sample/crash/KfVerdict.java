// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.sample.crash;

import io.github.wecomcallback.test.SentMessage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Holds what customers did against what the handlers did and what customers got. That nothing is lost and nothing handled
 * twice is judged by {@link Verdict}; besides,
 *
 * <ul>
 *   <li>each customer has one reply to each text;
 *   <li>what a customer did is handled in its order: nothing begins before all handlers of all before it succeeded;
 *   <li>no two nodes that live are at work on what was pulled from one account.
 * </ul>
 */
final class KfVerdict {

    private final List<String> outOfOrder = new ArrayList<>();
    private final List<String> besides = new ArrayList<>();
    private final List<String> wrongReplies = new ArrayList<>();
    private final Map<Long, List<Run>> runs;
    private final Map<Integer, Long> kills;
    private final Verdict handlers;

    KfVerdict(List<CustomerItem> items, List<Run> runs, Map<Integer, Long> kills, List<SentMessage> sent) {
        this.runs = runs.stream().collect(Collectors.groupingBy(Run::message));
        this.kills = kills;
        Map<Long, Set<Work>> due = new LinkedHashMap<>();
        items.forEach(item -> due.put(item.id(), item.works()));
        this.handlers = new Verdict(due, runs, kills, Outage.NONE);
        items.stream()
                .collect(Collectors.groupingBy(item -> item.kf().id() + " " + item.customer()))
                .values()
                .forEach(this::judgeOrder);
        items.stream().collect(Collectors.groupingBy(item -> item.kf().id())).forEach(this::judgeNodes);
        judgeReplies(items, sent);
    }

    /** What was lost and what was handled twice. */
    Verdict handlers() {
        return handlers;
    }

    /** What was begun too early. */
    List<String> outOfOrder() {
        return outOfOrder;
    }

    /** Where two nodes were at work on one account at a time. */
    List<String> besides() {
        return besides;
    }

    /** Which texts have another number of replies than one. */
    List<String> wrongReplies() {
        return wrongReplies;
    }

    private void judgeOrder(List<CustomerItem> ofOne) {
        long ready = 0;
        for (CustomerItem item : ofOne) {
            for (Run run : runsOf(item)) {
                if (run.begin() < ready) {
                    outOfOrder.add(run + " before " + ready);
                }
            }
            ready = Math.max(ready, doneAt(item));
        }
    }

    /** When the last of its handlers had succeeded for the first time. What was lost is told elsewhere. */
    private long doneAt(CustomerItem item) {
        return item.works().stream()
                .map(work -> runsOf(item).stream()
                        .filter(run -> run.work() == work && run.succeeded())
                        .mapToLong(run -> run.end())
                        .min())
                .filter(OptionalLong::isPresent)
                .mapToLong(OptionalLong::getAsLong)
                .max()
                .orElse(0);
    }

    private void judgeNodes(String account, List<CustomerItem> items) {
        List<Run> inTime = items.stream()
                .flatMap(item -> runsOf(item).stream())
                .sorted(Comparator.comparingLong(Run::begin))
                .toList();
        Map<Integer, Long> busyUntil = new HashMap<>();
        for (Run run : inTime) {
            busyUntil.forEach((incarnation, until) -> {
                if (incarnation != run.incarnation() && until > run.begin()) {
                    besides.add(account + ": " + run + " while " + incarnation + " is busy until " + until);
                }
            });
            busyUntil.merge(run.incarnation(), end(run), Math::max);
        }
    }

    private long end(Run run) {
        return run.end() != null ? run.end() : kills.getOrDefault(run.incarnation(), Long.MAX_VALUE);
    }

    private void judgeReplies(List<CustomerItem> items, List<SentMessage> sent) {
        Map<String, Long> replies = sent.stream()
                .collect(Collectors.groupingBy(
                        message -> message.openKfId() + " " + message.customer() + " " + message.text(),
                        Collectors.counting()));
        items.stream().filter(CustomerItem::text).forEach(item -> {
            String reply = item.kf().id() + " " + item.customer() + " " + Texts.replyTo(item.msgId());
            long count = replies.getOrDefault(reply, 0L);
            if (count != 1) {
                wrongReplies.add(count + " replies to " + item.msgId());
            }
        });
    }

    private List<Run> runsOf(CustomerItem item) {
        return runs.getOrDefault(item.id(), List.of());
    }
}
