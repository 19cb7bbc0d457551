// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.reply;

import io.github.wecomcallback.message.MessageKind;
import io.github.wecomcallback.message.Source;
import io.github.wecomcallback.message.WeComMessage;
import java.time.Instant;
import java.util.List;

/**
 * A text. An AI bot takes one only when somebody enters its chat; else it is sent as a stream that is finished at once.
 *
 * @param content the text, of which an app sends 2,048 bytes
 * @param mentioned user ids to mention, or {@code @all}; for group bots
 * @param mentionedMobiles mobile numbers of people to mention; for group bots
 * @param visibleTo user ids of who sees it, empty for all; for group bots
 */
public record TextReply(String content, List<String> mentioned, List<String> mentionedMobiles, List<String> visibleTo)
        implements Reply {

    static final int MAX_BYTES = 2048;

    /** A text for all. */
    public TextReply(String content) {
        this(content, List.of(), List.of(), List.of());
    }

    /** Takes copies of the lists. */
    public TextReply {
        mentioned = List.copyOf(mentioned);
        mentionedMobiles = List.copyOf(mentionedMobiles);
        visibleTo = List.copyOf(visibleTo);
    }

    /** The same text, in which a group bot mentions people by user id, or {@code @all}. */
    public TextReply mention(String... userIds) {
        return new TextReply(content, List.of(userIds), mentionedMobiles, visibleTo);
    }

    /** The same text, in which a group bot mentions people by mobile number. */
    public TextReply mentionMobile(String... mobiles) {
        return new TextReply(content, mentioned, List.of(mobiles), visibleTo);
    }

    /** The same text, which a group bot shows to these people only. */
    public TextReply visibleTo(String... userIds) {
        return new TextReply(content, mentioned, mentionedMobiles, List.of(userIds));
    }

    @Override
    public ReplyKind kind(WeComMessage message) {
        return isStreamFor(message.kind()) ? ReplyKind.STREAM : ReplyKind.TEXT;
    }

    private static boolean isStreamFor(MessageKind kind) {
        return kind.source() == Source.BOT && !kind.event().equals("enter_chat");
    }

    @Override
    public byte[] bytes(WeComMessage message, Instant now) {
        if (isStreamFor(message.kind())) {
            return StreamReply.finished(message, content).bytes(message, now);
        }
        ReplyFields fields = ReplyFrame.begin(message, now, ReplyKind.TEXT);
        switch (message.kind().source()) {
            case BOT -> fields.put("Text", new ReplyFields().put("Content", content));
            case KF -> fields.put("Text", new ReplyFields().put("Content", ByteLimit.cut(content, MAX_BYTES)));
            case GROUP_BOT -> forGroup(fields);
            default -> fields.put("Content", ByteLimit.cut(content, MAX_BYTES));
        }
        return ReplyFrame.write(message, fields);
    }

    private void forGroup(ReplyFields fields) {
        fields.put("VisibleToUser", visibleTo.isEmpty() ? null : String.join("|", visibleTo))
                .put(
                        "Text",
                        new ReplyFields()
                                .put("Content", content)
                                .putAll("MentionedList", mentioned)
                                .putAll("MentionedMobileList", mentionedMobiles));
    }

    @Override
    public long weight() {
        return Weight.of(content) + Weight.of(mentioned) + Weight.of(mentionedMobiles) + Weight.of(visibleTo);
    }

    @Override
    public String toString() {
        return "TextReply[" + content.length() + " characters]";
    }
}
