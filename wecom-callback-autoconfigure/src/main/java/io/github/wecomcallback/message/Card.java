// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.message;

import java.util.List;
import lombok.Getter;
import lombok.RequiredArgsConstructor;
import lombok.experimental.Accessors;
import org.jspecify.annotations.NullUnmarked;

/** What a member does on a template card. The reply may change the card. Any field may be null. */
@NullUnmarked
public interface Card extends WeComMessage {

    /**
     * 模板卡片事件推送: a member pressed a button, and so answered, voted or submitted.
     *
     * @param payload all that came
     * @param eventKey key of the button
     * @param taskId task id that the card was sent with
     * @param cardType sort of card
     * @param responseCode lets the card be changed once within 72 hours
     * @param selectedItems what was chosen; empty for cards without choices
     */
    @Discriminator(event = "template_card_event")
    record ButtonPressed(
            Payload payload,
            String eventKey,
            String taskId,
            Coded<Type> cardType,
            String responseCode,
            @Field("SelectedItems") List<Selection> selectedItems)
            implements Card {
        @Override
        public String toString() {
            return Payload.describe(this);
        }
    }

    /**
     * 通用模板卡片右上角菜单事件推送: a member chose an entry of the menu in the corner.
     *
     * @param payload all that came
     * @param eventKey key of the entry
     * @param taskId task id that the card was sent with
     * @param cardType sort of card
     * @param responseCode lets the card be changed once within 72 hours
     */
    @Discriminator(event = "template_card_menu_event")
    record MenuEntryChosen(Payload payload, String eventKey, String taskId, Coded<Type> cardType, String responseCode)
            implements Card {
        @Override
        public String toString() {
            return Payload.describe(this);
        }
    }

    /**
     * 任务卡片事件推送: a member pressed a button of a task card, the predecessor of template cards.
     *
     * @param payload all that came
     * @param eventKey key of the button
     * @param taskId task id that the card was sent with
     */
    @Discriminator(event = "taskcard_click")
    record TaskCardPressed(Payload payload, String eventKey, String taskId) implements Card {
        @Override
        public String toString() {
            return Payload.describe(this);
        }
    }

    /**
     * The answer to one question of a card.
     *
     * @param questionKey key of the question
     * @param optionIds ids of the chosen options
     */
    record Selection(
            String questionKey,
            @Field({"OptionIds", "OpitonIds"}) List<String> optionIds) {
        @Override
        public String toString() {
            return getClass().getSimpleName();
        }
    }

    /** Sort of card. */
    @Getter
    @Accessors(fluent = true)
    @RequiredArgsConstructor
    enum Type implements WireCode {
        /** A code that this version does not know. */
        UNKNOWN(""),
        /** A text. */
        TEXT_NOTICE("text_notice"),
        /** A picture with a text. */
        NEWS_NOTICE("news_notice"),
        /** Buttons. */
        BUTTON_INTERACTION("button_interaction"),
        /** One question. */
        VOTE_INTERACTION("vote_interaction"),
        /** Several questions. */
        MULTIPLE_INTERACTION("multiple_interaction");

        private final String code;
    }
}
