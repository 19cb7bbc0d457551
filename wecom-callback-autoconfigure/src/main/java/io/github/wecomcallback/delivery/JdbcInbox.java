// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.delivery;

import io.github.wecomcallback.delivery.InboxEntry.Content;
import io.github.wecomcallback.exchange.CallbackInbox;
import io.github.wecomcallback.exchange.InboxUnavailableException;
import io.github.wecomcallback.exchange.MessageKey;
import io.github.wecomcallback.exchange.OutageLog;
import io.github.wecomcallback.handler.CallbackContext;
import io.github.wecomcallback.handler.DeferredHandler;
import java.util.List;
import java.util.Set;
import lombok.AccessLevel;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Keeps messages in a database. An entry and that it is to be run are written in one transaction, so there is never one
 * without the other. Thread-safe.
 */
@Slf4j
@RequiredArgsConstructor(access = AccessLevel.PACKAGE)
final class JdbcInbox implements CallbackInbox {

    private static final int TRIES = 3;

    private final InboxTable table;
    private final LaneSchedule lanes;
    private final InboxScheduler scheduler;
    private final KeptCallbacks callbacks;
    private final TransactionOperations transaction;
    private final InboxStatistics statistics;
    private final OutageLog outages;
    private final DatabaseClock clock;
    private final JointWriter<InboxEntry> joint = new JointWriter<>(this::writeAtOnce);

    @Override
    public void store(MessageKey key, CallbackContext context, List<DeferredHandler> handlers) {
        try {
            Content content = callbacks.write(context);
            String messageKey = key.digest();
            List<InboxEntry> entries = handlers.stream()
                    .map(handler -> entry(messageKey, context, handler, content))
                    .toList();
            add(messageKey, entries, TRIES);
        } catch (RuntimeException ex) {
            statistics.unavailable();
            outages.warn("The inbox cannot be written; callbacks are answered 503 and delivered again", ex);
            throw new InboxUnavailableException(ex);
        }
        statistics.stored(handlers.size());
        scheduler.wake();
    }

    private InboxEntry entry(String messageKey, CallbackContext context, DeferredHandler handler, Content content) {
        String account = context.account().name();
        String sender = context.payload().fromUserName();
        Lane lane = handler.isOrdered() && sender != null
                ? Lane.ofSender(handler.id(), account, context.receiveId(), sender)
                : Lane.ofItsOwn();
        String kind = context.payload().kind().toString();
        return new InboxEntry(lane, messageKey, handler.id(), account, kind, clock.of(context.receivedAt()), content);
    }

    /**
     * Adds what is not there yet. Nothing is, as a rule, so that is looked up only when the database refused: it is a
     * redelivery then, or another node was faster with it or with the lane.
     */
    private void add(String messageKey, List<InboxEntry> entries, int tries) {
        try {
            write(entries);
        } catch (CannotCreateTransactionException ex) {
            throw ex;
        } catch (RuntimeException ex) {
            if (tries <= 1) {
                throw ex;
            }
            Set<String> kept = table.handlersOf(messageKey);
            List<InboxEntry> missing = entries.stream()
                    .filter(entry -> !kept.contains(entry.handler()))
                    .toList();
            if (!missing.isEmpty()) {
                add(messageKey, missing, tries - 1);
            }
        }
    }

    private void write(List<InboxEntry> entries) {
        if (entries.stream().anyMatch(entry -> entry.lane().isShared())) {
            // It locks them: transactions that lock several could wait for each other.
            writeAtOnce(entries);
        } else {
            joint.write(entries);
        }
    }

    private void writeAtOnce(List<InboxEntry> entries) {
        transaction.executeWithoutResult(status -> {
            table.add(entries);
            lanes.add(entries.stream().map(InboxEntry::lane).toList());
        });
    }
}
