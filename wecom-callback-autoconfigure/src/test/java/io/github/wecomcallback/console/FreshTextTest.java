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
    void a_time_that_is_written_out_stays_so() {
        String fresh = FreshText.of(samples.text("externalpay.refund_success"), NOW);

        assertThat(Payload.of(fresh).createTime()).isEqualTo(NOW);
        assertThat(fresh).contains("2027-01-15T16:00:00+08:00");
    }

    @Test
    void every_sample_that_has_a_time_can_be_made_of_now() {
        assertThat(samples.all()).allSatisfy(sample -> {
            Payload old = Payload.of(samples.text(sample.id()));
            Payload now = Payload.of(FreshText.ofNow(samples.text(sample.id()), NOW));
            assertThat(now.createTime()).isEqualTo(old.createTime() == null ? null : NOW);
            assertThat(now.msgId()).isEqualTo(old.msgId());
        });
    }

    @Test
    void all_else_stays() {
        String text = "<xml><CreateTime>soon</CreateTime><Content><![CDATA[MsgId 12]]></Content></xml>";

        assertThat(FreshText.of(text, NOW)).isEqualTo(text);
    }
}
