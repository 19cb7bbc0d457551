// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.reply;

import io.github.wecomcallback.message.WeComMessage;
import java.time.Instant;

/**
 * A card of an AI bot.
 *
 * @param card the card
 */
public record CardReply(TemplateCard card) implements Reply {

    /** Refuses a card that a bot cannot show. */
    public CardReply {
        card.forBot();
    }

    @Override
    public ReplyKind kind(WeComMessage message) {
        return ReplyKind.TEMPLATE_CARD;
    }

    @Override
    public byte[] bytes(WeComMessage message, Instant now) {
        ReplyFields fields = ReplyFrame.begin(message, now, ReplyKind.TEMPLATE_CARD);
        return ReplyFrame.write(message, fields.put("TemplateCard", card.forBot()));
    }

    @Override
    public long weight() {
        return Weight.of() + card.weight();
    }

    @Override
    public String toString() {
        return "CardReply[" + card + "]";
    }
}
