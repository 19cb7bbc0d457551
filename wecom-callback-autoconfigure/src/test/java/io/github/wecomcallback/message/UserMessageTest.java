// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.message;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.wecomcallback.support.WeCom;
import org.junit.jupiter.api.Test;

class UserMessageTest {

    @Test
    void a_text() {
        Payload payload = Payload.of(WeCom.sample("msg.text.xml"));

        assertThat(payload.typed()).isEqualTo(new UserMessage.Text(payload, "周报模板在哪里下载？"));
    }

    @Test
    void an_image() {
        Payload payload = Payload.of(WeCom.sample("msg.image.xml"));

        assertThat(payload.typed())
                .isEqualTo(new UserMessage.Image(
                        payload, "https://wwimg.example.com/p/9c1e77/0", "3Bq7ZtVwX0yRkP5sLm2hD8nCjG4fUaE1"));
    }

    @Test
    void a_voice_clip() {
        Payload payload = Payload.of(WeCom.sample("msg.voice.xml"));

        assertThat(payload.typed())
                .isEqualTo(new UserMessage.Voice(payload, "3Dv9LpQeR6tYuI1oAsDfGhJkZxCvBnM2", "amr"));
    }

    @Test
    void a_video() {
        Payload payload = Payload.of(WeCom.sample("msg.video.xml"));

        assertThat(payload.typed())
                .isEqualTo(new UserMessage.Video(
                        payload, "3Kx5NwTyH8gBvFcDrEsWaQzXmLpOiU7j", "3Tn2MbVcXzLkJhGfDsApOiUyTrEwQq04"));
    }

    @Test
    void a_short_video() {
        Payload payload = Payload.of(WeCom.sample("msg.shortvideo.xml"));

        assertThat(payload.typed())
                .isEqualTo(new UserMessage.ShortVideo(
                        payload, "3Sv1QaZwSxEdCrFvTgByHnUjMiKoLp96", "3Sv2PlOkMiJnUhBygvTfcRdxEszWaq85"));
    }

    @Test
    void a_location() {
        Payload payload = Payload.of(WeCom.sample("msg.location.xml"));

        assertThat(payload.typed())
                .isEqualTo(new UserMessage.Location(payload, 30.274085, 120.155070, 16, "杭州市西湖区文三路 199 号", "wxwork"));
    }

    @Test
    void a_link() {
        Payload payload = Payload.of(WeCom.sample("msg.link.xml"));

        assertThat(payload.typed())
                .isEqualTo(new UserMessage.Link(
                        payload,
                        "季度复盘会纪要",
                        "共 6 项结论，附行动清单",
                        "https://docs.example.com/minutes/q4",
                        "https://wwimg.example.com/cover/71a0/0"));
    }

    @Test
    void a_file() {
        Payload payload = Payload.of(WeCom.sample("msg.file.xml"));

        assertThat(payload.typed())
                .isEqualTo(new UserMessage.File(
                        payload, "预算表.xlsx", "", "fk-5d0c21f0a9b84e3c", "0f3a6c1be2d94785a1b0c9d8e7f60512", 48213L));
    }
}
