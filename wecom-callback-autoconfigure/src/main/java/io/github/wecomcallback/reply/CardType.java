// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.reply;

import lombok.Getter;
import lombok.RequiredArgsConstructor;
import lombok.experimental.Accessors;

/** The types of template cards. */
@Getter
@Accessors(fluent = true)
@RequiredArgsConstructor
enum CardType {
    TEXT_NOTICE("text_notice", false),
    NEWS_NOTICE("news_notice", false),
    BUTTON_INTERACTION("button_interaction", true),
    VOTE_INTERACTION("vote_interaction", true),
    MULTIPLE_INTERACTION("multiple_interaction", true);

    private final String code;

    /** Whether something on it can be pressed, of which an event tells. */
    private final boolean interactive;
}
