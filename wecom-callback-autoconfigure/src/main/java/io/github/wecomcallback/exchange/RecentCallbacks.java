// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.exchange;

import io.github.wecomcallback.exchange.RecentCallback.HandlerCall;
import io.github.wecomcallback.handler.CallbackContext;
import io.github.wecomcallback.handler.HandlerWatch;
import io.github.wecomcallback.message.MessageKind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Remembers what arrived lately at this node, for people to look at: a bounded number of messages, of each a bounded part.
 * Redeliveries are found with their message. Thread-safe, with one lock; it is there only where somebody wants it.
 */
public class RecentCallbacks implements CallbackObserver {

    private static final int MAX_CALLS = 50;
    private static final int MAX_TEXT = 16_384;

    private final int maximum;
    private final boolean plaintext;

    /** The oldest first. */
    private final Map<String, Entry> entries = new LinkedHashMap<>();

    /**
     * @param maximum how many messages to remember
     * @param plaintext whether to remember what they say
     */
    public RecentCallbacks(int maximum, boolean plaintext) {
        this.maximum = maximum;
        this.plaintext = plaintext;
    }

    /** What arrived, the latest first. */
    public List<RecentCallback> latest() {
        synchronized (entries) {
            List<RecentCallback> all = new ArrayList<>(entries.size());
            entries.forEach((message, entry) -> all.add(entry.view(message)));
            Collections.reverse(all);
            return all;
        }
    }

    @Override
    public CallbackWatch callback(CallbackContext context, String message) {
        Entry entry;
        synchronized (entries) {
            entry = find(context, message);
            entry.deliveries++;
        }
        return new Watch(entry);
    }

    @Override
    public HandlerWatch fromInbox(CallbackContext context, String message, String handler) {
        synchronized (entries) {
            return new Call(find(context, message), handler, true);
        }
    }

    private Entry find(CallbackContext context, String message) {
        Entry known = entries.get(message);
        if (known != null) {
            return known;
        }
        Entry entry = new Entry(context, plaintext ? textOf(context) : null);
        entries.put(message, entry);
        if (entries.size() > maximum) {
            entries.remove(entries.keySet().iterator().next());
        }
        return entry;
    }

    private static String textOf(CallbackContext context) {
        String text = context.plaintext();
        return text.length() <= MAX_TEXT ? text : text.substring(0, MAX_TEXT);
    }

    private static Duration since(long begun) {
        return Duration.ofNanos(System.nanoTime() - begun);
    }

    private final class Watch implements CallbackWatch {

        private final long begun = System.nanoTime();
        private final Entry entry;

        Watch(Entry entry) {
            this.entry = entry;
        }

        @Override
        public HandlerWatch handler(String handler) {
            return new Call(entry, handler, false);
        }

        @Override
        public void end(Outcome.Status status, boolean redelivery) {
            synchronized (entries) {
                entry.outcome = status;
                entry.duration = since(begun);
            }
        }
    }

    private final class Call implements HandlerWatch {

        private final long begun = System.nanoTime();
        private final Entry entry;
        private final String handler;
        private final boolean fromInbox;

        Call(Entry entry, String handler, boolean fromInbox) {
            this.entry = entry;
            this.handler = handler;
            this.fromInbox = fromInbox;
        }

        @Override
        public void end(@Nullable Throwable failure) {
            String reason = failure == null ? null : failure.getClass().getName();
            synchronized (entries) {
                entry.add(new HandlerCall(handler, fromInbox, since(begun), reason));
            }
        }
    }

    /** A message; whoever holds the lock may change it. */
    private static final class Entry {

        private final Deque<HandlerCall> calls = new ArrayDeque<>();
        private final String account;
        private final MessageKind kind;
        private final @Nullable String sender;
        private final Instant receivedAt;
        private final @Nullable String plaintext;
        private int deliveries;
        private Outcome.@Nullable Status outcome;
        private @Nullable Duration duration;

        Entry(CallbackContext context, @Nullable String plaintext) {
            this.account = context.account().name();
            this.kind = context.payload().kind();
            this.sender = context.payload().fromUserName();
            this.receivedAt = context.receivedAt();
            this.plaintext = plaintext;
        }

        void add(HandlerCall call) {
            if (calls.size() == MAX_CALLS) {
                calls.removeFirst();
            }
            calls.addLast(call);
        }

        RecentCallback view(String message) {
            return new RecentCallback(
                    message,
                    account,
                    kind,
                    sender,
                    receivedAt,
                    deliveries,
                    outcome,
                    duration,
                    List.copyOf(calls),
                    plaintext);
        }
    }
}
