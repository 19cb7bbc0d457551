// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.test.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.wecomcallback.autoconfigure.WeComCallbackInboxAutoConfiguration;
import io.github.wecomcallback.autoconfigure.WeComCallbackStorageAutoConfiguration;
import io.github.wecomcallback.delivery.InboxMonitor;
import io.github.wecomcallback.test.WeComCallbackTest;
import io.github.wecomcallback.test.WeComCallbackTester;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;

/** Who asks for the inbox in so many words gets it. */
@WeComCallbackTest(properties = "wecom.callback.inbox.enabled=yes")
@ImportAutoConfiguration({
    DataSourceAutoConfiguration.class,
    WeComCallbackStorageAutoConfiguration.class,
    WeComCallbackInboxAutoConfiguration.class
})
class SliceWithInboxTest {

    @Autowired
    WeComCallbackTester tester;

    @Autowired
    Directory directory;

    @Autowired
    InboxMonitor inbox;

    @Test
    void handlers_run_from_it() {
        tester.event("change_contact", "create_user")
                .with("UserID", "u1")
                .send()
                .expectAcknowledged();

        await().untilAsserted(() -> assertThat(directory.seen).containsExactly("created u1"));
        assertThat(inbox).isNotNull();
    }
}
