// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.sample.crash;

/**
 * How much is to happen, and where it is kept.
 *
 * @param items how many messages and events there are
 * @param kills how often a node is killed
 * @param store where cursors and claims are kept: {@code jdbc} or {@code redis}
 * @param inbox whether handlers run from the inbox
 * @param seed decides who writes what, and which node hears of it
 */
record KfCrashSettings(int items, int kills, String store, boolean inbox, long seed) {

    /** As the system properties say. */
    static KfCrashSettings read() {
        return new KfCrashSettings(
                Integer.getInteger("kf.crash.items", 10_000),
                Integer.getInteger("kf.crash.kills", 4),
                System.getProperty("kf.crash.store", "jdbc"),
                Boolean.getBoolean("kf.crash.inbox"),
                Long.getLong("kf.crash.seed", System.nanoTime()));
    }
}
