// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.test.example;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.wecomcallback.test.WeComCallbackTester;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Callbacks find their way, wherever the application and its dispatcher servlet are, and whoever guards them. */
abstract class PathsContract {

    @Autowired
    WeComCallbackTester tester;

    @Autowired
    Journal journal;

    @Test
    void callbacks_of_all_accounts_arrive() {
        journal.clear();

        tester.text("li.wei", "hi").send().expectReplyText("收到:hi");
        tester.account("sales").text("li.wei", "hi").send().expectReplyText("收到:hi");
        tester.account("sales").verifyUrl().expectVerified();

        assertThat(journal.messages()).hasSize(2);
    }
}
