// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.delivery;

import io.github.wecomcallback.exchange.Outcome;
import io.github.wecomcallback.handler.HandlerProgress;
import io.github.wecomcallback.reply.Reply;
import io.github.wecomcallback.reply.TextReply;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * What came of a message. Nearly always that is no reply or a text: {@link #compact} is then one object that all share, or
 * the bytes of the text.
 *
 * @param outcome how it ended where its handlers are done, else null
 * @param progress how far its handlers came where they are to run again, else null
 * @param replyWeight about how many bytes of memory the reply takes
 * @param namesWeight about how many bytes of memory the names of handlers take
 * @param replyForgotten whether there was a reply that is not kept any more
 */
record RecentMessage(
        @Nullable Outcome outcome,
        @Nullable HandlerProgress progress,
        long replyWeight,
        long namesWeight,
        boolean replyForgotten) {

    private static final RecentMessage ACKNOWLEDGED = new RecentMessage(Outcome.acknowledged(), null, 0, 0, false);
    private static final RecentMessage FORGOTTEN = new RecentMessage(Outcome.acknowledged(), null, 0, 0, true);
    private static final int ARRAY = 16;
    private static final int NAME = 96;

    static RecentMessage done(Outcome outcome) {
        Reply reply = outcome.reply();
        return reply == null ? ACKNOWLEDGED : new RecentMessage(outcome, null, reply.weight(), 0, false);
    }

    /** Weighed as it is now: nobody works on it until the message is delivered again. */
    static RecentMessage failed(HandlerProgress progress) {
        Reply reply = progress.reply();
        long names = progress.succeeded().stream()
                .mapToLong(name -> NAME + name.length())
                .sum();
        return new RecentMessage(null, progress, reply == null ? 0 : reply.weight(), NAME + names, false);
    }

    /** The same without the reply: no handler that is done runs again, but one whose reply is a stream that never began. */
    RecentMessage withoutReply() {
        if (progress == null) {
            return FORGOTTEN;
        }
        HandlerProgress elsewhere = progress.elsewhere();
        return elsewhere == progress
                ? new RecentMessage(null, new HandlerProgress(progress.succeeded(), null), 0, namesWeight, true)
                : failed(elsewhere);
    }

    /** In as few objects as can be. */
    Object compact() {
        return outcome != null && outcome.reply() instanceof TextReply text && isPlain(text)
                ? text.content().getBytes(StandardCharsets.UTF_8)
                : this;
    }

    private static boolean isPlain(TextReply text) {
        return text.mentioned().isEmpty()
                && text.mentionedMobiles().isEmpty()
                && text.visibleTo().isEmpty();
    }

    static RecentMessage expanded(Object compact) {
        return compact instanceof byte[] text
                ? done(Outcome.replied(Reply.text(new String(text, StandardCharsets.UTF_8))))
                : (RecentMessage) compact;
    }

    /** About how many bytes of memory it takes. */
    static long weight(Object compact) {
        return replyWeight(compact) + (compact instanceof RecentMessage message ? message.namesWeight : 0);
    }

    /** About how many bytes of memory the reply takes. */
    static long replyWeight(Object compact) {
        return compact instanceof byte[] text ? ARRAY + text.length : ((RecentMessage) compact).replyWeight;
    }
}
