// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.account;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.wecomcallback.support.WeCom;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
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
    void an_account_is_asked_for_again_when_its_time_is_over() {
        AtomicLong now = new AtomicLong();
        AccountLookup lookup = new AccountLookup(thousands, Duration.ofMinutes(1), 100, now::get);

        lookup.find("corp7");
        lookup.find("stranger");
        now.addAndGet(Duration.ofSeconds(59).toNanos());
        lookup.find("corp7");
        lookup.find("stranger");
        assertThat(asked).hasValue(2);

        now.addAndGet(Duration.ofSeconds(1).toNanos());
        lookup.find("corp7");
        lookup.find("stranger");
        assertThat(asked).hasValue(4);
    }

    @Test
    void strangers_who_call_many_names_displace_no_account() {
        AccountLookup lookup = new AccountLookup(thousands, Duration.ofMinutes(1), 100);
        for (int i = 0; i < 50; i++) {
            lookup.find("corp" + i);
        }
        for (int i = 0; i < 20_000; i++) {
            lookup.find("stranger" + i);
        }

        asked.set(0);
        for (int i = 0; i < 50; i++) {
            assertThat(lookup.find("corp" + i)).isNotNull();
        }
        assertThat(asked).hasValue(0);
    }

    @Test
    void a_name_that_is_longer_than_any_is_not_even_asked_for() {
        AccountLookup lookup = new AccountLookup(thousands, Duration.ofMinutes(1), 100);

        assertThat(lookup.find("corp" + "7".repeat(96))).isNotNull();
        assertThat(lookup.find("corp" + "7".repeat(97))).isNull();

        assertThat(asked).hasValue(1);
    }

    @Test
    void callbacks_that_come_together_ask_once() throws Exception {
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        AccountLookup lookup = new AccountLookup(
                name -> {
                    inside.countDown();
                    await(goOn);
                    return thousands.findByName(name);
                },
                Duration.ofMinutes(1),
                100);
        CompletableFuture<Account> first = CompletableFuture.supplyAsync(() -> lookup.find("corp7"));
        await(inside);
        CompletableFuture<Account> second = new CompletableFuture<>();
        Thread waiting = new Thread(() -> second.complete(lookup.find("corp7")));
        waiting.start();
        Awaitility.await().until(() -> waiting.getState() == Thread.State.WAITING);

        goOn.countDown();

        assertThat(second.get(10, SECONDS)).isSameAs(first.get(10, SECONDS)).isNotNull();
        assertThat(asked).hasValue(1);
    }

    @Test
    void who_waited_for_a_repository_that_fails_is_told_the_same() throws Exception {
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        AccountLookup lookup = new AccountLookup(
                name -> {
                    inside.countDown();
                    await(goOn);
                    throw new OutOfMemoryError("for this test");
                },
                Duration.ofMinutes(1),
                100);
        CompletableFuture<Account> first = CompletableFuture.supplyAsync(() -> lookup.find("corp7"));
        await(inside);
        CompletableFuture<Throwable> second = new CompletableFuture<>();
        Thread waiting = new Thread(() -> second.complete(catchThrowable(() -> lookup.find("corp7"))));
        waiting.start();
        Awaitility.await().until(() -> waiting.getState() == Thread.State.WAITING);

        goOn.countDown();

        assertThat(second.get(10, SECONDS)).isInstanceOf(RuntimeException.class).hasRootCauseMessage("for this test");
        assertThatThrownBy(() -> first.get(10, SECONDS)).hasRootCauseMessage("for this test");
    }

    @Test
    void of_more_accounts_than_there_is_room_for_some_are_asked_for_again() {
        AccountLookup lookup = new AccountLookup(thousands, Duration.ofMinutes(1), 8);

        for (int i = 0; i < 1_000; i++) {
            assertThat(lookup.find("corp" + i)).isNotNull();
            assertThat(lookup.find("corp" + i)).isNotNull();
        }
        assertThat(asked).hasValue(1_000);

        for (int i = 0; i < 1_000; i++) {
            lookup.find("corp" + i);
        }
        assertThat(asked.get()).isGreaterThan(1_980);
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, SECONDS)).isTrue();
        } catch (InterruptedException ex) {
            throw new IllegalStateException(ex);
        }
    }

    @Test
    void fixed_accounts_need_no_keeping() {
        AccountLookup lookup =
                new AccountLookup(AccountRepository.of(List.of(WeCom.account())), Duration.ofMinutes(1), 1);

        assertThat(lookup.find("default")).isNotNull();
        assertThat(lookup.find("other")).isNull();
    }
}
