// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.delivery;

/** Where a message stands with one of its handlers. The names are in the database. */
enum InboxState {
    /** To be handled, now or after a failure; perhaps being handled. */
    WAITING,
    /** Handled. Kept for a while so that redeliveries are known. */
    HANDLED,
    /** Failed for the last time. Somebody has to look at it. */
    DEAD
}
