// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.kf;

import io.github.wecomcallback.kf.KfOverview.Door;
import java.util.Comparator;
import lombok.AccessLevel;
import lombok.RequiredArgsConstructor;

/** Shows how pulling stands, on all nodes. */
@RequiredArgsConstructor(access = AccessLevel.PACKAGE)
public class KfMonitor {

    private static final int MAX_DOORS = 50;

    private final KfLedger ledger;

    /** Asks the store, once for all doors. */
    public KfOverview overview() {
        return new KfOverview(ledger.overview().stream()
                .sorted(Comparator.comparing(Door::lag).reversed())
                .limit(MAX_DOORS)
                .toList());
    }
}
