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

    private static final String UNIQUE = "0123456789abcdef".repeat(4);

    private final Payload message = Payload.of(WeCom.sample("bot.text.json"));
    private final LiveStreamReply reply = Reply.stream(Flux.just("secret"));

    @Test
    void its_first_part_says_nothing_but_the_id() {
        StreamReply first = reply.feedback("fb1").firstPart(message, UNIQUE);

        assertThat(first.plaintext(message, NOW))
                .isEqualTo("{\"msgtype\":\"stream\",\"stream\":{\"id\":\"live-" + UNIQUE.substring(0, 32)
                        + "\",\"finish\":false,\"content\":\"\",\"feedback\":{\"id\":\"fb1\"}}}");
        assertThat(LiveStreamReply.isIdOfSuch(first.id())).isTrue();
    }

    @Test
    void a_poll_is_answered_with_its_own_id() {
        Payload poll = Payload.of(WeCom.sample("bot.stream.json"));

        assertThat(reply.firstPart(poll, UNIQUE).id()).isEqualTo("st_20260101_01");
        assertThat(LiveStreamReply.isIdOfSuch("st_20260101_01")).isFalse();
    }

    @Test
    void there_is_nothing_to_send_before_it_has_begun() {
        assertThatIllegalStateException()
                .isThrownBy(() -> reply.plaintext(message, NOW))
                .withMessageContaining("begun");
    }

    @Test
    void only_bots_stream() {
        Payload ofApp = Payload.of(WeCom.sample("msg.text.xml"));

        assertThatIllegalStateException()
                .isThrownBy(() -> reply.firstPart(ofApp, UNIQUE))
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
