// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.test.example;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.wecomcallback.account.Account;
import io.github.wecomcallback.account.AccountRepository;
import io.github.wecomcallback.test.AutoConfigureWeComCallbackTester;
import io.github.wecomcallback.test.WeComCallbackTester;
import java.net.URI;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Without Spring Security. */
@SpringBootTest(
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {
            OverMockMvcTest.NO_DATA_SOURCE_AND_NO_SECURITY,
            "server.servlet.context-path=/shop",
            "spring.mvc.servlet.path=/mvc",
            "wecom.callback.path=/callbacks"
        })
@AutoConfigureWeComCallbackTester
class OverPortTest extends TesterContract {

    @LocalServerPort
    int port;

    @Autowired
    AccountRepository accounts;

    @Test
    void what_arrives_came_over_the_network() {
        tester.text("li.wei", "hi").send().expectAcknowledged();

        assertThat(journal.lastContext().headers()).containsEntry("host", "localhost:" + port);
    }

    @Test
    void a_url_with_a_query_of_its_own_may_be_given() {
        URI url = URI.create("http://localhost:" + port + "/shop/mvc/callbacks/sales?callback_format=json");
        Account sales = Objects.requireNonNull(accounts.findByName("sales"));

        WeComCallbackTester.over(url, sales).text("li.wei", "hi").send().expectReplyText("收到:hi");

        assertThat(journal.lastContext().query()).containsEntry("callback_format", "json");
    }
}
