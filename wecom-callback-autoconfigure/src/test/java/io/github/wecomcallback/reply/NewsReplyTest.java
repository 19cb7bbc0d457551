// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.reply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.wecomcallback.message.Payload;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NewsReplyTest {

    private static final Article ARTICLE = new Article("title", "description", "url", "picture");

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 8})
    void one_to_eight_articles_are_written_with_their_number(int count) {
        Payload written = Payload.of(Reply.news(articles(count)).plaintext(Payload.of("<xml/>"), Instant.EPOCH));

        assertThat(written.get("ArticleCount")).isEqualTo(Integer.toString(count));
        for (int i = 0; i < count; i++) {
            assertThat(written.get("Articles.item[" + i + "].Title")).isEqualTo("title");
        }
        assertThat(written.has("Articles.item[" + count + "]")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 9, 100})
    void another_number_of_articles_is_refused(int count) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Reply.news(articles(count)))
                .withMessage("A news reply has 1 to 8 articles, not " + count);
    }

    @Test
    void what_is_done_to_the_list_afterwards_does_not_matter() {
        List<Article> articles = new ArrayList<>(articles(1));
        NewsReply reply = new NewsReply(articles);

        articles.clear();

        assertThat(reply.articles()).containsExactly(ARTICLE);
    }

    private static List<Article> articles(int count) {
        return Collections.nCopies(count, ARTICLE);
    }
}
