// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.test;

/** How many there are at once, and how many there were at most. */
final class Gauge {

    private int present;
    private int most;

    synchronized void enter() {
        present++;
        most = Math.max(most, present);
    }

    synchronized void leave() {
        present--;
    }

    synchronized int most() {
        return most;
    }
}
