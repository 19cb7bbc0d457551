// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.kf;

import lombok.AccessLevel;
import lombok.Getter;
import lombok.RequiredArgsConstructor;
import lombok.experimental.Accessors;

/** A door that is this node's to pull, for as long as it gives signs of life. Thread-safe. */
@Getter
@Accessors(fluent = true)
@RequiredArgsConstructor(access = AccessLevel.PACKAGE)
final class KfTurn {

    private final KfDoor door;
    private final String id;
    private final KfState taken;

    @Getter(AccessLevel.NONE)
    private volatile boolean lost;

    /** Another node has taken the door, because this one gave no sign of life. */
    boolean isLost() {
        return lost;
    }

    void lose() {
        lost = true;
    }
}
