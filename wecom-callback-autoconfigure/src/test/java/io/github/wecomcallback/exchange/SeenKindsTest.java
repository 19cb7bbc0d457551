// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.wecomcallback.annotation.WeComEventHandler;
import io.github.wecomcallback.message.MessageKind;
import io.github.wecomcallback.message.Source;
import io.github.wecomcallback.message.WeComMessage;
import io.github.wecomcallback.support.Callbacks;
import io.github.wecomcallback.support.WeCom;
import org.junit.jupiter.api.Test;

/** Kinds of message that are worth knowing of. */
class SeenKindsTest {

    private static final String BRAND_NEW = "<xml><MsgType>event</MsgType><Event>brand_new</Event></xml>";

    private final WeCom weCom = new WeCom();
    private final SeenKinds kinds = new SeenKinds();

    @Test
    void what_has_no_record_is_unknown_and_what_no_handler_wants_is_unmatched() {
        Callbacks callbacks = Callbacks.to(new BrandNew()).build();

        callbacks.post(weCom.deliver(BRAND_NEW));
        callbacks.post(weCom.deliver(BRAND_NEW));
        callbacks.post(weCom.deliver(BRAND_NEW.replace("brand_new", "newer_still")));
        callbacks.post(weCom.deliver(WeCom.text("hi", 1)));

        CallbackStatistics statistics = callbacks.statistics();
        assertThat(statistics.countUnknown()).isEqualTo(2);
        assertThat(statistics.unknownKinds())
                .extracting(seen -> seen.kind().event())
                .containsExactlyInAnyOrder("newer_still", "brand_new");
        assertThat(statistics.countUnmatched()).isEqualTo(2);
        assertThat(statistics.unmatchedKinds())
                .extracting(seen -> seen.kind().toString())
                .containsExactlyInAnyOrder("text", "newer_still");
        assertThat(statistics.unknownKinds())
                .allSatisfy(seen -> assertThat(seen.suggestion()).contains("@WeComEventHandler(event = \""));
    }

    @Test
    void each_kind_is_counted_and_new_once() {
        boolean first = kinds.add(kind("a"));
        boolean second = kinds.add(kind("a"));
        boolean other = kinds.add(kind("b"));

        assertThat(first).isTrue();
        assertThat(second).isFalse();
        assertThat(other).isTrue();
        assertThat(kinds.kinds()).extracting(SeenKind::count).containsExactlyInAnyOrder(2L, 1L);
    }

    @Test
    void whatever_arrives_it_keeps_a_thousand_kinds_with_short_names() {
        String longName = "x".repeat(1_000);

        for (int i = 0; i < 10_000; i++) {
            kinds.add(kind(i + longName));
        }

        assertThat(kinds.count()).isEqualTo(10_000);
        assertThat(kinds.kinds())
                .hasSize(1_000)
                .allSatisfy(seen -> assertThat(seen.kind().event()).hasSize(100));
        assertThat(kinds.add(kind("one more"))).isFalse();
    }

    private static MessageKind kind(String event) {
        return new MessageKind(Source.APP, MessageKind.EVENT, event, "");
    }

    private static final class BrandNew {

        @WeComEventHandler(event = "brand_new")
        void brandNew(WeComMessage message) {}
    }
}
