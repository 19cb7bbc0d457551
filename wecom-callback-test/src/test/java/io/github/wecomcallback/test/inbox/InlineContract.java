// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.test.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.wecomcallback.exchange.CallbackInbox;
import io.github.wecomcallback.test.DeliveredCallback;
import io.github.wecomcallback.test.WeComCallbackTester;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

/** In a slice handlers have run when the answer is there, those as well that run from the inbox in production. */
abstract class InlineContract {

    @Autowired
    WeComCallbackTester tester;

    @Autowired
    Directory directory;

    @Autowired
    ApplicationContext context;

    @BeforeEach
    void forget() {
        directory.seen.clear();
        directory.failures.set(0);
    }

    @Test
    void handlers_of_the_inbox_have_run_when_the_answer_is_there() {
        tester.event("change_contact", "create_user")
                .with("UserID", "u1")
                .send()
                .expectAcknowledged();
        tester.event("change_contact", "update_user")
                .with("UserID", "u1")
                .send()
                .expectAcknowledged();
        tester.event("change_contact", "delete_user")
                .with("UserID", "u1")
                .send()
                .expectNoReply();

        assertThat(directory.seen).containsExactly("created u1", "updated u1", "deleted u1");
        assertThat(context.getBeansOfType(CallbackInbox.class)).isEmpty();
    }

    /** Nothing tries it again but the test, which sees why. */
    @Test
    void one_that_fails_is_seen_and_runs_again_when_it_is_delivered_again() {
        directory.failures.set(1);

        DeliveredCallback failed = tester.event("change_contact", "delete_user")
                .with("UserID", "u2")
                .send()
                .expectStatus(500);

        assertThat(directory.seen).isEmpty();
        failed.redeliver().expectAcknowledged();
        failed.redeliver().expectAcknowledged();
        assertThat(directory.seen).containsExactly("deleted u2");
    }
}
