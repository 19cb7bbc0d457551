// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.kf;

import lombok.AccessLevel;
import lombok.Getter;
import lombok.RequiredArgsConstructor;
import lombok.experimental.Accessors;
import org.jspecify.annotations.Nullable;

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

    @Getter(AccessLevel.NONE)
    private volatile boolean advanced;

    @Getter(AccessLevel.NONE)
    private volatile @Nullable PageProgress page;

    @Getter(AccessLevel.NONE)
    private volatile boolean atFirstPage = true;

    /** Another node has taken the door, because this one gave no sign of life. */
    boolean isLost() {
        return lost;
    }

    void advance() {
        advanced = true;
    }

    /** How many pulls failed before this one, one after the other. */
    int failures() {
        return advanced ? 0 : taken.failures();
    }

    /** Works on a page. */
    void at(PageProgress next) {
        page = next;
        atFirstPage = false;
    }

    /** Is done with it, or gives up going on where it was. */
    void leave() {
        page = null;
        atFirstPage = false;
    }

    /** What is done of the page at the cursor, by this turn or one before it, or null. */
    @Nullable String pageDone() {
        PageProgress current = page;
        return current != null ? current.text() : atFirstPage ? taken.pageDone() : null;
    }

    void lose() {
        lost = true;
    }
}
