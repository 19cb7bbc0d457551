// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.sample.crash;

/**
 * What became of one message, as the platform saw it.
 *
 * @param message its id
 * @param tries how often it was delivered
 * @param millis from the first try to the last answer
 * @param answer what came with the 200
 */
record Delivery(long message, int tries, long millis, Answer answer) {

    /** What came with the 200. */
    enum Answer {
        REPLY,
        EMPTY,
        WRONG,
        NO_200
    }

    boolean acknowledged() {
        return answer != Answer.NO_200;
    }
}
