// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.message;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.wecomcallback.support.WeCom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AppEventTest {

    @Test
    void a_member_came_into_the_range_of_the_app() {
        Payload payload = Payload.of(WeCom.sample("event.subscribe.xml"));
        Payload withKey = Payload.of("<xml><MsgType>event</MsgType><Event>subscribe</Event><EventKey/></xml>");

        assertThat(payload.typed()).isEqualTo(new AppEvent.Subscribed(payload, null));
        assertThat(withKey.typed()).isEqualTo(new AppEvent.Subscribed(withKey, ""));
    }

    @Test
    void a_position_was_reported() {
        Payload payload = Payload.of(WeCom.sample("event.LOCATION.xml"));

        assertThat(payload.typed()).isEqualTo(new AppEvent.LocationReported(payload, 30.274, 120.155, 45.0, "wxwork"));
    }

    @ParameterizedTest
    @CsvSource({
        "event.batch_job_result.xml, sync_user",
        "event.batch_job_result.export.xml, export_user",
        "event.batch_job_result.import_chain_contact.xml, import_chain_contact"
    })
    void a_job_came_to_its_end(String sample, String jobType) {
        Payload payload = Payload.of(WeCom.sample(sample));

        assertThat(payload.typed())
                .isEqualTo(new AppEvent.BatchJobFinished(payload, "jb_8mQv2ZtK0sXnE4yR", jobType, 0, "ok", null, null));
    }
}
