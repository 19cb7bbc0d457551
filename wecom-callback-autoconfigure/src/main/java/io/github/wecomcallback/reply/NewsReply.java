// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.reply;

import io.github.wecomcallback.message.WeComMessage;
import java.time.Instant;
import java.util.List;

/**
 * Cards with a picture and a link.
 *
 * @param articles one to eight of them
 */
public record NewsReply(List<Article> articles) implements Reply {

    private static final int MAX_ARTICLES = 8;

    /** Refuses a number of articles that the platform would not show. */
    public NewsReply {
        if (articles.isEmpty() || articles.size() > MAX_ARTICLES) {
            throw new IllegalArgumentException("A news reply has 1 to 8 articles, not " + articles.size());
        }
        articles = List.copyOf(articles);
    }

    @Override
    public ReplyKind kind(WeComMessage message) {
        return ReplyKind.NEWS;
    }

    @Override
    public byte[] bytes(WeComMessage message, Instant now) {
        ReplyFields items = new ReplyFields();
        articles.forEach(article -> items.add("item", article.fields()));
        ReplyFields news = ReplyFrame.begin(message, now, ReplyKind.NEWS)
                .put("ArticleCount", articles.size())
                .put("Articles", items);
        return ReplyFrame.write(message, news);
    }

    @Override
    public long weight() {
        return Weight.of() + articles.stream().mapToLong(Article::weight).sum();
    }

    @Override
    public String toString() {
        return "NewsReply[" + articles.size() + " articles]";
    }
}
