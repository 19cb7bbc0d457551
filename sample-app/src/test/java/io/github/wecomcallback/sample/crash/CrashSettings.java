// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.sample.crash;

/**
 * How much is to happen.
 *
 * @param kills how often a node is killed
 * @param rate messages a second
 * @param seed decides which node is killed when, and which one gets a message
 */
record CrashSettings(int kills, int rate, long seed) {

    /** As the system properties say. */
    static CrashSettings read() {
        return new CrashSettings(
                Integer.getInteger("crash.kills", 20),
                Integer.getInteger("crash.rate", 40),
                Long.getLong("crash.seed", System.nanoTime()));
    }
}
