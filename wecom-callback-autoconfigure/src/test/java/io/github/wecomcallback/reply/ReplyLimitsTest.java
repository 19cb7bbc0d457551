// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.reply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** What the platform would not show is refused where it is written. */
class ReplyLimitsTest {

    private static final CardLink PAGE = CardLink.page("https://example.com");

    @Test
    void a_card_has_at_most_six_rows_of_whatever_sort() {
        TextNoticeBuilder card = notice().row("a", "1")
                .row("b", "2")
                .linkRow("c", "3", "https://example.com")
                .fileRow("d", "4", "media")
                .memberRow("e", "5", "li.wei")
                .row("f", "6");

        assertThat(card.build().fields().count("HorizontalContentList")).isEqualTo(6);
        refused(() -> card.row("g", "7"), "A text_notice card has at most 6 rows, and here is one more");
        refused(() -> card.memberRow("g", "7", "li.wei"), "at most 6 rows");
    }

    @Test
    void a_card_has_at_most_four_texts() {
        NewsNoticeBuilder card =
                TemplateCard.newsNotice().image("https://example.com/i.png").opens(PAGE);
        times(4, i -> card.text("t" + i, "d"));

        assertThat(card.build().fields().count("VerticalContentList")).isEqualTo(4);
        refused(() -> card.text("t", "d"), "A news_notice card has at most 4 texts");
    }

    @Test
    void a_card_has_at_most_three_jump_rows() {
        TextNoticeBuilder card = notice();
        times(3, i -> card.jump("j" + i, PAGE));

        assertThat(card.build().fields().count("JumpList")).isEqualTo(3);
        refused(() -> card.jump("j", PAGE), "A text_notice card has at most 3 jump rows");
    }

    @Test
    void a_card_has_one_to_six_buttons() {
        ButtonCardBuilder card = TemplateCard.buttonInteraction();

        missing(card::build, "A button_interaction card needs a button: call button(..)");
        times(6, i -> card.button("b" + i, "k" + i));
        assertThat(card.build().fields().count("ButtonList")).isEqualTo(6);
        refused(() -> card.button("b", "k"), "A button_interaction card has at most 6 buttons");
    }

    @Test
    void a_button_has_a_style_from_one_to_four() {
        ButtonCardBuilder card = TemplateCard.buttonInteraction().button("b", "k", 4);

        refused(() -> card.button("b", "k", 0), "A button has a style from 1 to 4, not 0");
        refused(() -> card.button("b", "k", 5), "A button has a style from 1 to 4, not 5");
    }

    @Test
    void a_card_has_one_to_three_selections_with_options() {
        SelectionCardBuilder card = TemplateCard.multipleInteraction().submit("ok", "ok");

        missing(card::build, "A multiple_interaction card needs a selection: call selection(..)");
        times(3, i -> card.selection(CardSelection.of("q" + i).option("o", "O")));
        assertThat(card.build().fields().count("SelectList")).isEqualTo(3);
        refused(
                () -> card.selection(CardSelection.of("q").option("o", "O")),
                "A multiple_interaction card has at most 3 selections");
        refused(
                () -> TemplateCard.multipleInteraction().selection(CardSelection.of("q")),
                "The selection 'q' of a card has no options");
    }

    @Test
    void a_menu_has_one_to_ten_entries() {
        TextNoticeBuilder card = notice().menu("more");

        missing(card::build, "The menu of a card needs entries: call menuEntry(..)");
        times(10, i -> card.menuEntry("e" + i, "k" + i));
        assertThat(card.build().fields().child("ActionMenu").count("ActionList"))
                .isEqualTo(10);
        refused(() -> card.menuEntry("e", "k"), "The menu of a card has at most 10 entries");
    }

    @Test
    void the_menu_of_a_bots_card_has_at_most_three_entries() {
        TextNoticeBuilder card = notice();
        times(3, i -> card.menuEntry("e" + i, "k" + i));
        assertThatCode(() -> Reply.card(card.build())).doesNotThrowAnyException();

        TemplateCard four = card.menuEntry("e", "k").build();

        refused(() -> Reply.card(four), "The menu of a bot's card has at most 3 entries");
        refused(() -> Reply.stream("s", "", true).card(four), "The menu of a bot's card has at most 3 entries");
    }

    @Test
    void an_interactive_card_of_a_bot_needs_a_task_id() {
        TemplateCard card = TemplateCard.buttonInteraction().button("b", "k").build();

        refused(() -> Reply.card(card), "A button_interaction card of a bot needs a task id: call taskId(..)");
    }

    @Test
    void a_notice_leads_somewhere() {
        missing(() -> TemplateCard.textNotice().build(), "A text_notice card needs somewhere to lead: call opens(..)");
        missing(
                () -> TemplateCard.newsNotice()
                        .image("https://example.com/i.png")
                        .build(),
                "A news_notice card needs somewhere to lead: call opens(..)");
    }

    @Test
    void only_a_jump_row_leads_to_a_question() {
        CardLink question = CardLink.question("why?");

        assertThatCode(() -> notice().jump("ask", question)).doesNotThrowAnyException();
        refused(() -> TemplateCard.textNotice().opens(question), "Only a jump row can lead to a question");
        refused(() -> TemplateCard.textNotice().quote("t", "x", question), "Only a jump row can lead to a question");
    }

    @Test
    void a_news_card_has_a_picture() {
        missing(
                () -> TemplateCard.newsNotice().opens(PAGE).build(),
                "A news_notice card needs a picture: call image(..) or imageText(..)");
    }

    @Test
    void a_vote_has_a_question_options_and_a_button() {
        VoteCardBuilder card = TemplateCard.voteInteraction();

        missing(card::build, "A vote_interaction card needs a button: call submit(..)");
        card.submit("ok", "ok").question("lunch");
        missing(card::build, "A vote_interaction card needs a question with options: call question(..) and option(..)");
        card.option("rice", "Rice");
        assertThat(card.build().type()).isEqualTo("vote_interaction");
    }

    @Test
    void ids_of_a_card_are_of_bounded_length() {
        assertThatCode(() -> notice().taskId("x".repeat(128)).feedback("x".repeat(256)))
                .doesNotThrowAnyException();
        refused(() -> notice().taskId("x".repeat(129)), "The task id of a card has at most 128 bytes, not 129");
        refused(() -> notice().feedback("字".repeat(86)), "The feedback id of a card has at most 256 bytes, not 258");
    }

    @Test
    void a_card_does_not_change_with_its_builder() {
        TextNoticeBuilder builder = notice().row("a", "1");
        TemplateCard card = builder.build();
        TemplateCard same = builder.build();

        builder.row("b", "2");

        assertThat(card.fields().count("HorizontalContentList")).isOne();
        assertThat(card).isEqualTo(same).hasSameHashCodeAs(same).isNotEqualTo(builder.build());
    }

    @Test
    void pictures_go_with_the_last_part_of_a_stream_ten_at_most() {
        Picture picture = Picture.of(new byte[] {1});

        assertThat(Reply.stream("s", "", true).pictures(pictures(10, picture)).pictures())
                .hasSize(10);
        refused(() -> Reply.stream("s", "", true).pictures(pictures(11, picture)), "at most 10 pictures, not 11");
        refused(() -> Reply.stream("s", "", false).pictures(picture), "Pictures go with the last part of a stream");
    }

    @Test
    void a_picture_has_at_most_ten_megabytes() {
        refused(() -> Picture.of(new byte[10 * 1024 * 1024 + 1]), "A picture has at most 10 MB");
    }

    @Test
    void feedback_ids_of_streams_and_markdown_are_of_bounded_length() {
        refused(() -> Reply.stream("s", "", true).feedback("x".repeat(257)), "at most 256 bytes, not 257");
        refused(() -> Reply.markdown("m").feedback("x".repeat(257)), "at most 256 bytes, not 257");
    }

    @Test
    void buttons_of_markdown_are_of_bounded_length_and_at_least_one() {
        assertThatCode(() -> MarkdownButton.of("x".repeat(64), "x".repeat(128), "x".repeat(128)))
                .doesNotThrowAnyException();
        refused(() -> MarkdownButton.of("x".repeat(65), "v", "t"), "The name of a button has at most 64 bytes, not 65");
        refused(() -> MarkdownButton.of("n", "x".repeat(129), "t"), "The value of a button has at most 128 bytes");
        refused(() -> MarkdownButton.of("n", "v", "x".repeat(129)), "The caption of a button has at most 128 bytes");
        refused(() -> Reply.markdown("m").buttons("cb"), "The buttons 'cb' of a markdown are none");
    }

    @Test
    void a_news_reply_has_one_to_eight_articles() {
        Article article = new Article("t", "d", "https://example.com", null);

        refused(Reply::news, "A news reply has 1 to 8 articles, not 0");
        refused(() -> Reply.news(Collections.nCopies(9, article)), "A news reply has 1 to 8 articles, not 9");
        assertThat(Reply.news(Collections.nCopies(8, article)))
                .isEqualTo(
                        new NewsReply(List.of(article, article, article, article, article, article, article, article)));
    }

    @Test
    void a_binding_is_not_refused_with_the_code_that_lets_it_be() {
        refused(() -> Reply.refuseBinding(0, "ok"), "The code 0 would let the device be bound");
    }

    private static TextNoticeBuilder notice() {
        return TemplateCard.textNotice().title("t").opens(PAGE);
    }

    private static Picture[] pictures(int count, Picture picture) {
        return Collections.nCopies(count, picture).toArray(Picture[]::new);
    }

    private static void times(int count, IntConsumer step) {
        IntStream.range(0, count).forEach(step);
    }

    private static void refused(ThrowingCallable call, String message) {
        assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class).hasMessageContaining(message);
    }

    private static void missing(ThrowingCallable call, String message) {
        assertThatThrownBy(call).isInstanceOf(IllegalStateException.class).hasMessage(message);
    }
}
