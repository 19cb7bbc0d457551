// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.test.example;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.wecomcallback.test.WeComCallbackTest;
import io.github.wecomcallback.test.WeComCallbackTester;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

/** Besides, what a file does not tell is made up: here no file is read. */
@WeComCallbackTest(value = Conversation.class, properties = "spring.config.location=optional:classpath:/nowhere/")
class SliceOfOneHandlerTest {

    @Autowired
    WeComCallbackTester tester;

    @Autowired
    ApplicationContext context;

    @Test
    void only_the_chosen_handlers_are_there() {
        tester.text("li.wei", "hi").send().expectReplyText("收到:hi");

        assertThat(context.getBeansOfType(Conversation.class)).hasSize(1);
        assertThat(context.getBeansOfType(Journal.class)).isEmpty();
    }
}
