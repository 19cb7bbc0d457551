// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.reply;

/** Builds a card with text to read. */
public final class TextNoticeBuilder extends NoticeCardBuilder<TextNoticeBuilder> {

    TextNoticeBuilder() {
        super(CardType.TEXT_NOTICE);
    }

    /** Something in big letters, and what it is. */
    public TextNoticeBuilder emphasis(String title, String description) {
        return put("EmphasisContent", new ReplyFields().put("Title", title).put("Desc", description));
    }

    /** A text below the title. */
    public TextNoticeBuilder subTitle(String text) {
        return put("SubTitleText", text);
    }

    @Override
    TextNoticeBuilder self() {
        return this;
    }
}
