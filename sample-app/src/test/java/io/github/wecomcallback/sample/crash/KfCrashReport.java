// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.sample.crash;

import io.github.wecomcallback.test.FakeKf;
import io.github.wecomcallback.test.FakeWeCom;
import java.time.Duration;
import java.util.Collection;
import java.util.List;

/** The figures of a crash test of customer service. */
final class KfCrashReport {

    private static final int EXAMPLES = 10;

    private final StringBuilder text = new StringBuilder();

    KfCrashReport circumstances(KfCrashSettings settings, Duration took, List<Integer> cut) {
        line("seed", settings.seed());
        line("store", settings.store() + (settings.inbox() ? ", with the inbox" : ", without the inbox"));
        line("items", settings.items());
        line("kills", settings.kills() + ", in the middle of so many runs each: " + cut);
        line("took", took.toSeconds() + " s");
        return this;
    }

    KfCrashReport platform(FakeWeCom wecom, Collection<FakeKf> accounts, Bells bells, int pullsInStorm) {
        line("bells", bells.heard() + " heard in " + bells.tries() + " tries, " + bells.unheard() + " lost");
        line("  in the storm", pullsInStorm + " calls of sync_msg");
        line("tokens fetched", wecom.calls(FakeWeCom.GET_TOKEN));
        accounts.forEach(kf -> line(
                "pulls of " + kf.id(),
                kf.pulls() + " for " + kf.size() + " items, at once at most " + kf.mostPullsAtOnce()));
        return this;
    }

    KfCrashReport verdict(KfVerdict verdict) {
        Verdict handlers = verdict.handlers();
        line("handled", handlers.handled());
        line("run again", handlers.againAfterFailure() + " had thrown, " + handlers.againAfterDeath() + " died");
        line("  latest death", handlers.longestFromEndToKill() + " ms after the end");
        found("lost", handlers.lost());
        found("handled twice", handlers.doubled());
        found("out of order", verdict.outOfOrder());
        found("at two nodes", verdict.besides());
        found("wrong replies", verdict.wrongReplies());
        return this;
    }

    @Override
    public String toString() {
        return text.toString();
    }

    private void found(String what, List<String> found) {
        line(what, found.size());
        found.stream().limit(EXAMPLES).forEach(example -> line("  e.g.", example));
    }

    private void line(String name, Object value) {
        text.append("%-18s%s%n".formatted(name, value));
    }
}
