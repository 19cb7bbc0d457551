// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.wecomcallback.account.AccountKind;
import io.github.wecomcallback.account.AccountRepository;
import io.github.wecomcallback.account.MemorySuiteTicketStore;
import io.github.wecomcallback.account.SuiteTicket;
import io.github.wecomcallback.account.SuiteTicketStore;
import io.github.wecomcallback.annotation.OnSuiteTicket;
import io.github.wecomcallback.exchange.CallbackProcessor;
import io.github.wecomcallback.exchange.CallbackRequest;
import io.github.wecomcallback.exchange.CallbackResponse;
import io.github.wecomcallback.message.Suite;
import io.github.wecomcallback.support.Urls;
import io.github.wecomcallback.support.WeCom;
import io.github.wecomcallback.support.WeCom.Delivery;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.context.ApplicationContext;

class SuiteTicketTest {

    private static final String SUITE_ID = "ww9a27de5310fb6c84";
    private static final String TICKET = "stk_Ue83kQz0VbYw1tRn";

    private final WebApplicationContextRunner runner = new WebApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(WeComCallbackAutoConfiguration.class))
            .withBean(AccountRepository.class, () -> AccountRepository.of(List.of(Urls.account(AccountKind.SUITE))));

    @Test
    void the_latest_ticket_of_a_suite_is_kept() {
        runner.run(context -> {
            CallbackResponse response = sendTicket(context);

            assertThat(new String(response.body(), StandardCharsets.UTF_8)).isEqualTo("success");
            assertThat(context.getBean(SuiteTicketStore.class).find(SUITE_ID))
                    .extracting(SuiteTicket::ticket)
                    .isEqualTo(TICKET);
        });
    }

    @Test
    void a_handler_of_the_applications_finds_it_there_already() {
        runner.withBean(Listener.class).run(context -> {
            sendTicket(context);

            assertThat(context.getBean(Listener.class).found).isEqualTo(TICKET);
        });
    }

    @Test
    void a_ticket_that_could_not_be_kept_is_delivered_again() {
        SuiteTicketStore broken = new SuiteTicketStore() {
            @Override
            public void save(SuiteTicket ticket) {
                throw new IllegalStateException("the database is away");
            }

            @Override
            public @Nullable SuiteTicket find(String suiteId) {
                return null;
            }
        };

        runner.withBean(SuiteTicketStore.class, () -> broken)
                .run(context -> assertThat(sendTicket(context).status()).isEqualTo(500));
    }

    @Test
    void an_older_ticket_does_not_take_the_place_of_a_newer_one() {
        MemorySuiteTicketStore store = new MemorySuiteTicketStore();
        store.save(new SuiteTicket(SUITE_ID, "newer", Instant.ofEpochSecond(200)));

        store.save(new SuiteTicket(SUITE_ID, "older", Instant.ofEpochSecond(100)));

        assertThat(store.find(SUITE_ID)).extracting(SuiteTicket::ticket).isEqualTo("newer");
        assertThat(store.find("another")).isNull();
    }

    @Test
    void a_ticket_does_not_show_itself() {
        assertThat(new SuiteTicket(SUITE_ID, TICKET, Instant.EPOCH).toString()).doesNotContain(TICKET);
    }

    private static CallbackResponse sendTicket(ApplicationContext context) {
        Delivery delivery = Urls.deliver(AccountKind.SUITE, WeCom.sample("suite.suite_ticket.xml"));
        return context.getBean(CallbackProcessor.class)
                .receive(new CallbackRequest(
                        AccountKind.SUITE.name(),
                        delivery.query(),
                        Map.of(),
                        delivery.body().getBytes(StandardCharsets.UTF_8),
                        Instant.now()));
    }

    static class Listener {

        private final SuiteTicketStore store;
        private @Nullable String found;

        Listener(SuiteTicketStore store) {
            this.store = store;
        }

        @OnSuiteTicket
        void ticket(Suite.Ticket event) {
            found = store.find(event.suiteId()).ticket();
        }
    }
}
