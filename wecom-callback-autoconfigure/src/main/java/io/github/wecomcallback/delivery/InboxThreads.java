// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.delivery;

/**
 * The threads that handlers run on from the inbox, on this node.
 *
 * @param all how many there are
 * @param hanging how many of them are in a handler that has not returned in time, although it was interrupted
 */
public record InboxThreads(int all, int hanging) {

    /** Whether none is left: nothing runs from the inbox on this node until it is started anew. */
    public boolean isStuck() {
        return hanging >= all;
    }
}
