// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.reply;

import org.jspecify.annotations.Nullable;

/**
 * A template card (模板卡片), of one of five types. Apps send it to take the place of a card that was pressed, AI bots as
 * a reply of its own as well.
 *
 * <pre>{@code
 * TemplateCard.buttonInteraction()
 *     .title("请假单已提交", "等待主管处理")
 *     .row("申请人", "陈宇")
 *     .button("同意", "yes")
 *     .button("驳回", "no")
 *     .build()
 * }</pre>
 */
public final class TemplateCard {

    static final int MAX_FEEDBACK_BYTES = 256;
    private static final int MAX_BOT_MENU_ENTRIES = 3;

    private final CardType type;
    private final ReplyFields fields;

    TemplateCard(CardType type, ReplyFields fields) {
        this.type = type;
        this.fields = fields;
    }

    /** Begins a card with text to read: {@code text_notice}, 文本通知型. */
    public static TextNoticeBuilder textNotice() {
        return new TextNoticeBuilder();
    }

    /** Begins a card with a picture and text to read: {@code news_notice}, 图文展示型. */
    public static NewsNoticeBuilder newsNotice() {
        return new NewsNoticeBuilder();
    }

    /** Begins a card with buttons: {@code button_interaction}, 按钮交互型. */
    public static ButtonCardBuilder buttonInteraction() {
        return new ButtonCardBuilder();
    }

    /** Begins a card with a vote: {@code vote_interaction}, 投票选择型. */
    public static VoteCardBuilder voteInteraction() {
        return new VoteCardBuilder();
    }

    /** Begins a card with several selections: {@code multiple_interaction}, 多项选择型. */
    public static SelectionCardBuilder multipleInteraction() {
        return new SelectionCardBuilder();
    }

    /** The type, as the platform names it. */
    public String type() {
        return type.code();
    }

    ReplyFields fields() {
        return fields;
    }

    /** This card, with that task id if it has none of its own. */
    TemplateCard withTaskId(@Nullable String taskId) {
        return fields.has("TaskId")
                ? this
                : new TemplateCard(type, fields.copy().put("TaskId", taskId));
    }

    /** The fields, if an AI bot can show such a card. */
    ReplyFields forBot() {
        if (fields.child("ActionMenu").count("ActionList") > MAX_BOT_MENU_ENTRIES) {
            throw new IllegalArgumentException("The menu of a bot's card has at most 3 entries");
        }
        if (type.interactive() && !fields.has("TaskId")) {
            throw new IllegalArgumentException("A " + type.code() + " card of a bot needs a task id: call taskId(..)");
        }
        return fields;
    }

    long weight() {
        return Weight.of() + fields.weight();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof TemplateCard that && fields.equals(that.fields);
    }

    @Override
    public int hashCode() {
        return fields.hashCode();
    }

    /** The type only: the rest is for who receives it. */
    @Override
    public String toString() {
        return "TemplateCard[" + type.code() + "]";
    }
}
