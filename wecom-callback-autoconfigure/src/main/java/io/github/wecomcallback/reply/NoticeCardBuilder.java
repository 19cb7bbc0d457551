// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.reply;

/**
 * What can be set on cards to read.
 *
 * @param <B> the builder itself
 */
public abstract class NoticeCardBuilder<B extends NoticeCardBuilder<B>> extends LinkedCardBuilder<B> {

    private static final int MAX_JUMPS = 3;

    NoticeCardBuilder(CardType type) {
        super(type);
    }

    /** A row that leads somewhere. Three at most. */
    public B jump(String title, CardLink link) {
        return add("JumpList", link.fields().put("Title", title), MAX_JUMPS, "jump rows");
    }

    @Override
    void complete() {
        super.complete();
        require("somewhere to lead: call opens(..)", "CardAction");
    }
}
