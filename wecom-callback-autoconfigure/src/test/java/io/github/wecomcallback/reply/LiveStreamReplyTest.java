// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.reply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.github.wecomcallback.message.Payload;
import io.github.wecomcallback.support.WeCom;
import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;

class LiveStreamReplyTest {

    private static final Instant NOW = Instant.ofEpochSecond(1767252259);

    private final Payload message = Payload.of(WeCom.sample("bot.text.json"));
    private final LiveStreamReply reply = Reply.stream(Flux.just("secret"));

    @Test
    void its_plaintext_is_the_first_part() {
        String plaintext = reply.feedback("fb1").plaintext(message, NOW);

        assertThat(plaintext)
                .matches("\\{\"msgtype\":\"stream\",\"stream\":\\{\"id\":\"live-[0-9a-f]{32}\",\"finish\":false,"
                        + "\"content\":\"\",\"feedback\":\\{\"id\":\"fb1\"}}}");
        assertThat(reply.feedback("fb1").plaintext(message, NOW.plusSeconds(9))).isEqualTo(plaintext);
    }

    @Test
    void a_message_without_an_id_has_a_stream_of_its_own_all_the_same() {
        Payload one = Payload.of("{\"aibotid\":\"b\",\"msgtype\":\"text\",\"text\":{\"content\":\"1\"}}");
        Payload two = Payload.of("{\"aibotid\":\"b\",\"msgtype\":\"text\",\"text\":{\"content\":\"2\"}}");

        String id = reply.firstPart(one).id();

        assertThat(LiveStreamReply.isIdOfSuch(id)).isTrue();
        assertThat(reply.firstPart(one).id()).isEqualTo(id);
        assertThat(reply.firstPart(two).id()).isNotEqualTo(id);
    }

    @Test
    void a_poll_is_answered_with_its_own_id() {
        Payload poll = Payload.of(WeCom.sample("bot.stream.json"));

        assertThat(reply.firstPart(poll).id()).isEqualTo("st_20260101_01");
        assertThat(LiveStreamReply.isIdOfSuch("st_20260101_01")).isFalse();
    }

    @Test
    void only_bots_stream() {
        Payload ofApp = Payload.of(WeCom.sample("msg.text.xml"));

        assertThatIllegalStateException()
                .isThrownBy(() -> reply.plaintext(ofApp, NOW))
                .withMessageContaining("AI bots");
    }

    @Test
    void what_the_platform_would_refuse_is_refused_at_once() {
        Picture[] eleven =
                IntStream.range(0, 11).mapToObj(i -> Picture.of(new byte[] {1})).toArray(Picture[]::new);

        assertThatIllegalArgumentException().isThrownBy(() -> reply.pictures(eleven));
        assertThatIllegalArgumentException().isThrownBy(() -> reply.feedback("x".repeat(257)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> reply.card(TemplateCard.buttonInteraction()
                        .title("t")
                        .button("b", "k")
                        .build()));
    }

    @Test
    void it_does_not_show_what_it_says() {
        assertThat(reply).hasToString("LiveStreamReply");
    }
}
