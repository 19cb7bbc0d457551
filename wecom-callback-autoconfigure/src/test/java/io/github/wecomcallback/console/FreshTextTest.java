// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.wecomcallback.message.Payload;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FreshTextTest {

    private static final Instant NOW = Instant.ofEpochSecond(1_800_000_000L);

    private final SampleBook samples = new SampleBook();

    @ParameterizedTest
    @CsvSource({
        "msg.text,CreateTime,MsgId",
        "change_contact.create_user,CreateTime,",
        "suite.suite_ticket,TimeStamp,",
        "bot.text,,msgid",
        "kf.text,send_time,msgid"
    })
    void a_sample_gets_a_new_id_and_the_present_time(String sample, String time, String id) {
        String old = samples.text(sample);

        Payload fresh = Payload.of(FreshText.of(old, NOW));

        assertThat(fresh.kind()).isEqualTo(Payload.of(old).kind());
        if (time != null) {
            assertThat(fresh.get(time)).isEqualTo("1800000000");
        }
        if (id != null) {
            assertThat(fresh.get(id)).isNotBlank().isNotEqualTo(Payload.of(old).get(id));
        }
    }

    @Test
    void all_else_stays() {
        String text = "<xml><CreateTime>soon</CreateTime><Content><![CDATA[MsgId 12]]></Content></xml>";

        assertThat(FreshText.of(text, NOW)).isEqualTo(text);
    }
}
