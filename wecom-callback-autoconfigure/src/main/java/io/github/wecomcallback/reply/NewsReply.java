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
    public String plaintext(WeComMessage message, Instant now) {
        XmlText xml = XmlReply.begin(message, now, "news")
                .number("ArticleCount", articles.size())
                .open("Articles");
        for (Article article : articles) {
            xml.open("item")
                    .text("Title", article.title())
                    .text("Description", article.description())
                    .text("Url", article.url())
                    .text("PicUrl", article.picUrl())
                    .close("item");
        }
        return XmlReply.end(xml.close("Articles"));
    }

    @Override
    public String toString() {
        return "NewsReply[" + articles.size() + " articles]";
    }
}
