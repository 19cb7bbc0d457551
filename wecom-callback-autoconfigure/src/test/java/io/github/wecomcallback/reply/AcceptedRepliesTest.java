// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.reply;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.wecomcallback.message.MessageKind;
import io.github.wecomcallback.message.Payload;
import io.github.wecomcallback.message.Source;
import io.github.wecomcallback.message.WeComMessage;
import io.github.wecomcallback.support.Catalogue;
import io.github.wecomcallback.support.Catalogue.Entry;
import io.github.wecomcallback.support.WeCom;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class AcceptedRepliesTest {

    static List<Entry> entries() {
        return Catalogue.entries().toList();
    }

    @Test
    void the_catalogue_names_entries_that_accept_replies() {
        assertThat(entries().stream().filter(entry -> !entry.replyKinds().isEmpty()))
                .hasSize(61);
    }

    /** What replies to pulled items are sent with is another API, of which the catalogue does not tell. */
    static List<Entry> answeredDirectly() {
        return Catalogue.entries()
                .filter(entry -> Payload.of(entry.plaintext()).kind().source() != Source.KF)
                .toList();
    }

    @ParameterizedTest
    @MethodSource("answeredDirectly")
    void a_kind_accepts_what_the_catalogue_says(Entry entry) {
        MessageKind kind = Payload.of(entry.plaintext()).kind();

        assertThat(AcceptedReplies.documented(kind))
                .extracting(AcceptedRepliesTest::nameInCatalogue)
                .containsExactlyInAnyOrderElementsOf(entry.replyKinds().stream()
                        .map(name -> name.substring(name.lastIndexOf('.') + 1))
                        .toList());
    }

    @ParameterizedTest
    @EnumSource(Source.class)
    void a_kind_that_is_not_known_accepts_anything(Source source) {
        assertThat(AcceptedReplies.of(new MessageKind(source, "brand_new", "", "")))
                .contains(ReplyKind.values());
        assertThat(AcceptedReplies.of(new MessageKind(source, "event", "brand_new", "")))
                .contains(ReplyKind.values());
    }

    @Test
    void a_reply_of_ones_own_fits_any_message() {
        WeComMessage left = Payload.of(WeCom.sample("change_contact.delete_user.xml"));

        assertThat(AcceptedReplies.accepts(left, Reply.raw("success!"))).isTrue();
        assertThat(AcceptedReplies.accepts(left, Reply.text("success!"))).isFalse();
    }

    @Test
    void a_text_for_a_bot_counts_as_what_it_is_sent_as() {
        assertThat(AcceptedReplies.accepts(sample("bot.text.json"), Reply.text("hi")))
                .isTrue();
        assertThat(AcceptedReplies.accepts(sample("bot.event.enter_chat.json"), Reply.text("hi")))
                .isTrue();
        assertThat(AcceptedReplies.accepts(sample("bot.event.feedback_event.json"), Reply.text("thanks")))
                .isFalse();
    }

    @Test
    void markdown_of_a_bot_is_no_reply_but_can_be_written_for_its_response_url() {
        WeComMessage message = sample("bot.text.json");

        assertThat(AcceptedReplies.accepts(message, Reply.markdown("**x**"))).isFalse();
        assertThat(Reply.markdown("**x**").plaintext(message, Instant.now()))
                .isEqualTo("{\"msgtype\":\"markdown\",\"markdown\":{\"content\":\"**x**\"}}");
    }

    private static String nameInCatalogue(ReplyKind kind) {
        return switch (kind) {
            case BIND_RESULT -> "bind_result";
            case DEVICE_STATUS -> "user_scan_status";
            default -> kind.msgType();
        };
    }

    private static WeComMessage sample(String file) {
        return Payload.of(WeCom.sample(file));
    }
}
