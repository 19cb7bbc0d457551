// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.reply;

import io.github.wecomcallback.message.Source;
import io.github.wecomcallback.message.WeComMessage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Markdown: a reply of group bots. An AI bot can send it too, not as a reply but to the response URL that a message
 * carries: post {@link #plaintext} there.
 *
 * @param content the markdown, of which an AI bot sends 20,480 bytes
 * @param buttons groups of buttons below; for group bots
 * @param visibleTo user ids of who sees it, empty for all; for group bots
 * @param feedback the id that a rating carries, or null for no rating; for AI bots
 */
public record MarkdownReply(
        String content,
        List<MarkdownButtons> buttons,
        List<String> visibleTo,
        @Nullable String feedback) implements Reply {

    /** Markdown for all. */
    public MarkdownReply(String content) {
        this(content, List.of(), List.of(), null);
    }

    /** Takes copies of the lists. */
    public MarkdownReply {
        buttons = List.copyOf(buttons);
        visibleTo = List.copyOf(visibleTo);
        if (feedback != null) {
            ByteLimit.check(feedback, TemplateCard.MAX_FEEDBACK_BYTES, "The feedback id of a markdown");
        }
    }

    /** The same with one more group of buttons, whose callback carries this id. */
    public MarkdownReply buttons(String callbackId, MarkdownButton... buttons) {
        List<MarkdownButtons> all = new ArrayList<>(this.buttons);
        all.add(new MarkdownButtons(callbackId, List.of(buttons)));
        return new MarkdownReply(content, all, visibleTo, feedback);
    }

    /** The same, which a group bot shows to these people only. */
    public MarkdownReply visibleTo(String... userIds) {
        return new MarkdownReply(content, buttons, List.of(userIds), feedback);
    }

    /** The same, which people can rate; the rating carries this id. */
    public MarkdownReply feedback(String feedback) {
        return new MarkdownReply(content, buttons, visibleTo, feedback);
    }

    @Override
    public ReplyKind kind(WeComMessage message) {
        return ReplyKind.MARKDOWN;
    }

    @Override
    public byte[] bytes(WeComMessage message, Instant now) {
        boolean bot = message.kind().source() == Source.BOT;
        ReplyFields markdown =
                new ReplyFields().put("Content", bot ? ByteLimit.cut(content, StreamReply.MAX_BYTES) : content);
        buttons.forEach(group -> markdown.add("Attachment", group.fields()));
        if (feedback != null) {
            markdown.put("Feedback", new ReplyFields().put("Id", feedback));
        }
        ReplyFields fields = ReplyFrame.begin(message, now, ReplyKind.MARKDOWN)
                .put("VisibleToUser", visibleTo.isEmpty() ? null : String.join("|", visibleTo))
                .put("Markdown", markdown);
        return ReplyFrame.write(message, fields);
    }

    @Override
    public long weight() {
        return Weight.of(content, feedback)
                + Weight.of(visibleTo)
                + buttons.stream().mapToLong(MarkdownButtons::weight).sum();
    }

    @Override
    public String toString() {
        return "MarkdownReply[" + content.length() + " characters]";
    }
}
