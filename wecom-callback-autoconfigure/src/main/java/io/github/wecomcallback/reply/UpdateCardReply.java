// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.reply;

import io.github.wecomcallback.message.Source;
import io.github.wecomcallback.message.WeComMessage;
import java.time.Instant;
import java.util.List;

/**
 * Another card in the place of the one that was pressed. An app's changes for the member who pressed, a bot's for all or
 * for some. Within five seconds for a bot.
 *
 * @param card the card; for a bot with the task id of the one that was pressed, which is filled in when it has none
 * @param userIds whose card changes, empty for all; for bots
 */
public record UpdateCardReply(TemplateCard card, List<String> userIds) implements Reply {

    /** Takes a copy of the list. */
    public UpdateCardReply {
        userIds = List.copyOf(userIds);
    }

    /** The same update, for these people only. */
    public UpdateCardReply forUsers(String... userIds) {
        return new UpdateCardReply(card, List.of(userIds));
    }

    @Override
    public ReplyKind kind(WeComMessage message) {
        return ReplyKind.UPDATE_TEMPLATE_CARD;
    }

    @Override
    public byte[] bytes(WeComMessage message, Instant now) {
        ReplyFields fields = message.kind().source() == Source.BOT ? forBot(message) : forApp(message, now);
        return ReplyFrame.write(message, fields);
    }

    private ReplyFields forApp(WeComMessage message, Instant now) {
        return ReplyFrame.begin(message, now, ReplyKind.UPDATE_TEMPLATE_CARD).put("TemplateCard", card.fields());
    }

    private ReplyFields forBot(WeComMessage message) {
        TemplateCard answered = card.withTaskId(message.get("event.template_card_event.task_id"));
        return new ReplyFields()
                .put("ResponseType", ReplyKind.UPDATE_TEMPLATE_CARD.msgType())
                .putAll("UserIds", userIds)
                .put("TemplateCard", answered.forBot());
    }

    @Override
    public long weight() {
        return Weight.of(userIds) + card.weight();
    }

    @Override
    public String toString() {
        return "UpdateCardReply[" + card + "]";
    }
}
