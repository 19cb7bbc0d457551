// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.kf;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.wecomcallback.message.Payload;
import io.github.wecomcallback.support.WeCom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is left of a page when it comes again. */
class PageProgressTest {

    @Test
    void of_a_page_that_nothing_is_done_of_nothing_is_written_down() {
        PageProgress page = PageProgress.of(items(3), null);

        assertThat(page.left()).containsExactly(0, 1, 2);
        assertThat(page.text()).isNull();
    }

    @Test
    void what_is_done_is_left_out_when_the_page_comes_again() {
        PageProgress page = PageProgress.of(items(1_000), null);
        for (int i = 0; i < 1_000; i++) {
            if (i != 7 && i != 998) {
                page.done(i);
            }
        }

        PageProgress again = PageProgress.of(items(1_000), page.text());

        assertThat(again.left()).containsExactly(7, 998);
        assertThat(page.text()).hasSizeLessThan(200);
        again.done(7);
        assertThat(PageProgress.of(items(1_000), again.text()).left()).containsExactly(998);
    }

    @Test
    void what_was_written_since_is_left_to_do() {
        PageProgress page = PageProgress.of(items(2), null);
        page.done(0);
        page.done(1);

        assertThat(PageProgress.of(items(4), page.text()).left()).containsExactly(2, 3);
    }

    @Test
    void of_another_page_it_says_nothing() {
        PageProgress page = PageProgress.of(items(3), null);
        page.done(0);
        List<KfItem> otherwise = new ArrayList<>(items(3));
        Collections.reverse(otherwise);

        assertThat(PageProgress.of(otherwise, page.text()).left()).hasSize(3);
        assertThat(PageProgress.of(items(2), page.text()).left()).hasSize(2);
        assertThat(PageProgress.of(List.of(), page.text()).left()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ":", "::", "x:y:z", "-1:a:AQ", "2", "2:a", "99999999999:a:AQ", "0::?"})
    void what_cannot_be_read_says_nothing(String text) {
        assertThat(PageProgress.of(items(2), text).left()).hasSize(2);
    }

    @Test
    void of_a_page_too_large_to_be_described_nothing_is_written_down() {
        PageProgress page = PageProgress.of(Collections.nCopies(4_001, items(1).get(0)), null);
        page.done(0);

        assertThat(page.text()).isNull();
    }

    private static List<KfItem> items(int count) {
        List<KfItem> items = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Payload payload = Payload.of("{\"msgid\":\"m" + i + "\",\"origin\":3,\"msgtype\":\"text\"}");
            items.add(KfItem.of(WeCom.account(), payload, Instant.EPOCH));
        }
        return items;
    }
}
