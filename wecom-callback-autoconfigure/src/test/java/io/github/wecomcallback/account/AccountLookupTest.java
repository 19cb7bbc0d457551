// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.wecomcallback.support.WeCom;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class AccountLookupTest {

    private final AtomicInteger asked = new AtomicInteger();

    private final AccountRepository thousands = name -> {
        asked.incrementAndGet();
        return name.startsWith("corp")
                ? Account.app("ww" + name, WeCom.TOKEN, WeCom.AES_KEY)
                        .name(name)
                        .build()
                : null;
    };

    @Test
    void an_account_is_asked_for_once_and_kept() {
        AccountLookup lookup = new AccountLookup(thousands, Duration.ofMinutes(1), 100);

        Account first = lookup.find("corp7");

        assertThat(lookup.find("corp7")).isSameAs(first);
        assertThat(first.receiveId()).isEqualTo("wwcorp7");
        assertThat(asked).hasValue(1);
    }

    @Test
    void a_name_that_nobody_has_is_not_asked_for_again_either() {
        AccountLookup lookup = new AccountLookup(thousands, Duration.ofMinutes(1), 100);

        assertThat(lookup.find("stranger")).isNull();
        assertThat(lookup.find("stranger")).isNull();

        assertThat(asked).hasValue(1);
    }

    @Test
    void thousands_of_accounts_are_served() {
        AccountLookup lookup = new AccountLookup(thousands, Duration.ofMinutes(1), 10_000);

        for (int round = 0; round < 2; round++) {
            for (int i = 0; i < 5_000; i++) {
                assertThat(lookup.find("corp" + i).receiveId()).isEqualTo("wwcorp" + i);
            }
        }

        assertThat(asked).hasValue(5_000);
    }

    @Test
    void zero_asks_each_time() {
        AccountLookup lookup = new AccountLookup(thousands, Duration.ZERO, 100);

        lookup.find("corp7");
        lookup.find("corp7");

        assertThat(asked).hasValue(2);
    }

    @Test
    void a_repository_that_fails_is_asked_again() {
        AccountRepository flaky = name -> {
            if (asked.incrementAndGet() == 1) {
                throw new IllegalStateException("the database is away");
            }
            return WeCom.account();
        };
        AccountLookup lookup = new AccountLookup(flaky, Duration.ofMinutes(1), 100);

        assertThatThrownBy(() -> lookup.find("default")).hasMessage("the database is away");
        assertThat(lookup.find("default")).isNotNull();
    }

    @Test
    void fixed_accounts_need_no_keeping() {
        AccountLookup lookup =
                new AccountLookup(AccountRepository.of(List.of(WeCom.account())), Duration.ofMinutes(1), 1);

        assertThat(lookup.find("default")).isNotNull();
        assertThat(lookup.find("other")).isNull();
    }
}
