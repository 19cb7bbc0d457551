// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.test.example;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.wecomcallback.test.WeComCallbackTest;
import io.github.wecomcallback.test.WeComCallbackTester;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

/** The application has Spring's JDBC on its class path and no database: only a slice of it starts. */
@WeComCallbackTest(properties = "inbox=true")
class SliceTest {

    @Autowired
    WeComCallbackTester tester;

    @Autowired
    Journal journal;

    @Autowired
    ApplicationContext context;

    @Test
    void handlers_run_as_ever() {
        tester.text("li.wei", "hi").send().expectReplyText("收到:hi");
        tester.account("sales").verifyUrl().expectVerified();
    }

    @Test
    void handler_beans_and_inherited_handlers_are_found_as_well() {
        tester.event("subscribe").send().expectReplyText("欢迎");
        tester.event("click").with("EventKey", "orders").send().expectReplyText("clicked orders");
    }

    @Test
    void handlers_of_the_inbox_run_before_the_answer() {
        journal.clear();

        tester.event("subscribe").send().expectAcknowledged();

        assertThat(journal.messages()).hasSize(1);
    }

    @Test
    void nothing_but_handlers_is_there() {
        assertThat(context.getBeansOfType(Shop.class)).isEmpty();
        assertThat(context.getBeansOfType(DataSource.class)).isEmpty();
        assertThat(context.getBeansOfType(Conversation.class)).hasSize(1);
    }
}
