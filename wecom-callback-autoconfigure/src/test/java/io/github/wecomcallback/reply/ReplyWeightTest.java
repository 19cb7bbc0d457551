// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.reply;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.publisher.Flux;

/** A reply says how much memory it takes: what it holds, wherever it holds it. */
class ReplyWeightTest {

    private static final int LENGTH = 100_000;
    private static final String LONG = "x".repeat(LENGTH);
    private static final String CHINESE = "好".repeat(LENGTH);
    private static final int FRAME = 4_000;

    static Stream<Reply> holdingOneLongText() {
        TemplateCard card = TemplateCard.textNotice()
                .title(LONG, "b")
                .opens(CardLink.page("https://example.com"))
                .build();
        Picture picture = new Picture(LONG, "md5");
        return Stream.of(
                Reply.text(LONG),
                Reply.text("a").mention("b", LONG),
                Reply.text("a").mentionMobile(LONG),
                Reply.text("a").visibleTo(LONG),
                Reply.image(LONG),
                Reply.voice(LONG),
                Reply.video(LONG),
                Reply.video("a", LONG, "c"),
                Reply.video("a", "b", LONG),
                Reply.news(new Article("a", null, "b", null), new Article(LONG, null, "b", null)),
                Reply.news(new Article("a", LONG, "b", null)),
                Reply.news(new Article("a", null, LONG, null)),
                Reply.news(new Article("a", null, "b", LONG)),
                Reply.updateButton(LONG),
                Reply.updateTaskCard(LONG),
                Reply.updateCard(card),
                Reply.updateCard(TemplateCard.textNotice()
                                .title("a", "b")
                                .opens(CardLink.page("https://example.com"))
                                .build())
                        .forUsers("a", LONG),
                Reply.stream("a", LONG, true),
                Reply.stream(LONG, "a", true),
                Reply.stream("a", "b", true).pictures(picture),
                Reply.stream("a", "b", true).card(card),
                Reply.stream(Flux.just("a")).pictures(picture),
                Reply.stream(Stream.of("a")).card(card),
                new BegunStreamReply("a", Reply.stream("a", LONG, false)),
                Reply.card(card),
                Reply.markdown(LONG),
                Reply.markdown("a").visibleTo(LONG),
                Reply.markdown("a").buttons(LONG, MarkdownButton.of("a", "b", "c")),
                Reply.markdown("a")
                        .buttons("b", MarkdownButton.of("a", "b", "c").replaceText(LONG)),
                Reply.file(LONG),
                Reply.link(LONG, null, "b", "c"),
                Reply.link("a", LONG, "b", "c"),
                Reply.link("a", null, LONG, "c"),
                Reply.link("a", null, "b", LONG),
                Reply.miniProgram("a", LONG, "b", "c"),
                Reply.miniProgram("a", "b", "c", LONG),
                Reply.location(LONG, "b", 1, 2),
                Reply.location("a", LONG, 1, 2),
                Reply.menu(LONG),
                Reply.menu(null).click("a", LONG),
                Reply.menu(null).view(LONG, "a"),
                Reply.menu(null).miniProgram("a", LONG, "b"),
                Reply.menu(null).tail(LONG),
                Reply.refuseBinding(1, LONG),
                Reply.raw(LONG));
    }

    @ParameterizedTest
    @MethodSource("holdingOneLongText")
    void it_weighs_what_it_holds(Reply reply) {
        assertThat(reply.weight()).isBetween((long) LENGTH, (long) LENGTH + FRAME);
    }

    @Test
    void no_kind_of_reply_is_left_out() {
        Set<Class<?>> withoutText = Set.of(TransferReply.class, DeviceStatusReply.class);
        Set<Class<?>> weighed = holdingOneLongText().map(Object::getClass).collect(Collectors.toSet());

        assertThat(Arrays.stream(Reply.class.getPermittedSubclasses()).filter(type -> !withoutText.contains(type)))
                .allMatch(weighed::contains);
        assertThat(List.of(Reply.transferToCustomerService(), Reply.deviceOnline(true)))
                .allSatisfy(reply -> assertThat(reply.weight()).isBetween(1L, 100L));
    }

    @Test
    void what_is_not_latin_takes_two_bytes_for_each_character() {

        assertThat(Reply.text(CHINESE).weight()).isBetween(2L * LENGTH, 2L * LENGTH + FRAME);
        assertThat(Reply.text("x" + CHINESE).weight()).isGreaterThan(2L * LENGTH);
        assertThat(Reply.raw(LONG + "好").weight()).isGreaterThan(2L * LENGTH);
    }

    @Test
    void ten_pictures_weigh_ten_times_as_much_as_one() {
        Picture[] ten =
                Stream.generate(() -> new Picture(LONG, "md5")).limit(10).toArray(Picture[]::new);

        assertThat(Reply.stream("a", "b", true).pictures(ten).weight()).isBetween(10L * LENGTH, 10L * LENGTH + FRAME);
    }
}
