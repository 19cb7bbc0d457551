// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.kf;

import io.github.wecomcallback.account.AccountLookup;
import io.github.wecomcallback.api.WeComApi;
import io.github.wecomcallback.exchange.MessageHandling;
import java.time.Clock;

/**
 * Puts together what pulls customer-service messages.
 *
 * <ol>
 *   <li>{@link KfBell} hears the bell and has {@link KfLedger} note it down; then the callback is acknowledged.
 *   <li>{@link KfPuller} sees that a door is due, on whichever node, takes it and gives it to {@link KfPull}.
 *   <li>That calls {@link KfApi} page by page; {@link KfItems} makes messages of each.
 *   <li>{@link PageRun} handles a page. {@link CustomerRun} has the messages of one customer handled, as any callback's: by
 *       {@link MessageHandling}.
 *   <li>{@link KfSender} sends the reply, as part of the handlers' run, if {@link SendGate} is open. Then the cursor is
 *       written; or, where something is in the way, what is done of the page ({@link PageProgress}).
 * </ol>
 */
public final class KfAssembly {

    private final KfMonitor monitor;
    private final KfPuller puller;
    private final KfBell bell;

    /**
     * @param store keeps how far each door was pulled
     * @param accounts the accounts
     * @param api calls the platform
     * @param sender sends replies
     * @param handling what becomes of a message
     * @param statistics what is counted
     * @param settings how this node pulls
     * @param needsSecret whether accounts need a secret to be pulled
     * @param clock tells the time
     */
    public KfAssembly(
            KfCursorStore store,
            AccountLookup accounts,
            WeComApi api,
            KfSender sender,
            MessageHandling handling,
            KfStatistics statistics,
            KfSettings settings,
            boolean needsSecret,
            Clock clock) {
        KfLedger ledger = new KfLedger(store, settings.firstPull(), settings.lease());
        KfPull pull = new KfPull(
                accounts,
                ledger,
                new KfApi(api),
                new KfItems(statistics, clock),
                handling,
                sender,
                settings,
                statistics);
        this.monitor = new KfMonitor(ledger);
        this.puller = new KfPuller(ledger, pull, settings);
        this.bell = new KfBell(ledger, puller, needsSecret);
    }

    /** Hears the bell. */
    public KfBell bell() {
        return bell;
    }

    /** Pulls; to be started and stopped. */
    public KfPuller puller() {
        return puller;
    }

    /** How pulling stands. */
    public KfMonitor monitor() {
        return monitor;
    }
}
