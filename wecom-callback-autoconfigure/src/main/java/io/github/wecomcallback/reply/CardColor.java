// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.reply;

import lombok.AccessLevel;
import lombok.Getter;
import lombok.RequiredArgsConstructor;
import lombok.experimental.Accessors;

/** Colours of the line that says where a card comes from. */
@Getter(AccessLevel.PACKAGE)
@Accessors(fluent = true)
@RequiredArgsConstructor
public enum CardColor {
    /** Grey. */
    GREY(0),
    /** Black. */
    BLACK(1),
    /** Red. */
    RED(2),
    /** Green. */
    GREEN(3);

    private final int code;
}
