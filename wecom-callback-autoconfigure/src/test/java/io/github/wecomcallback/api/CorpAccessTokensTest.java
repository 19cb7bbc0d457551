// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.entry;

import io.github.wecomcallback.account.Account;
import io.github.wecomcallback.support.ApiServer;
import io.github.wecomcallback.support.ApiServer.Answer;
import io.github.wecomcallback.support.Background;
import io.github.wecomcallback.support.LogCapture;
import io.github.wecomcallback.support.SettableClock;
import io.github.wecomcallback.support.WeCom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.slf4j.event.Level;
import org.springframework.web.client.RestClient;

class CorpAccessTokensTest {

    private static final int THREADS = 50;

    @RegisterExtension
    private final LogCapture log = LogCapture.at(Level.TRACE);

    private final ApiServer server = ApiServer.start();
    private final SettableClock clock = new SettableClock();
    private final CorpAccessTokens tokens = new CorpAccessTokens(client(server.baseUrl()), null, clock);
    private final Account account = account("app", "the-s3cret");

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void a_token_is_got_with_corp_id_and_secret() {
        Account odd = account("odd", "a&b=c+d /{e}%");

        assertThat(tokens.token(odd)).isEqualTo("token-1");

        assertThat(server.calls(ApiServer.GET_TOKEN)).singleElement().satisfies(call -> {
            assertThat(call.method()).isEqualTo("GET");
            assertThat(call.query()).containsOnly(entry("corpid", WeCom.CORP_ID), entry("corpsecret", "a&b=c+d /{e}%"));
        });
    }

    @Test
    void of_many_threads_one_gets_the_token_for_all() throws Exception {
        assertThat(byAll(() -> tokens.token(account))).containsOnly("token-1").hasSize(THREADS);

        assertThat(gets()).isOne();
    }

    @Test
    void a_token_is_kept_until_five_minutes_before_its_end() {
        tokens.token(account);

        clock.moveAhead(Duration.ofMinutes(115).minusMillis(1));
        assertThat(tokens.token(account)).isEqualTo("token-1");

        clock.moveAhead(Duration.ofMillis(1));
        assertThat(tokens.token(account)).isEqualTo("token-2");
    }

    @Test
    void a_token_that_does_not_last_long_is_kept_for_nine_tenths_of_its_life() {
        server.on(ApiServer.GET_TOKEN, call -> server.newToken(10));
        tokens.token(account);

        clock.moveAhead(Duration.ofMillis(8_999));
        assertThat(tokens.token(account)).isEqualTo("token-1");

        clock.moveAhead(Duration.ofMillis(1));
        assertThat(tokens.token(account)).isEqualTo("token-2");
    }

    @Test
    void nobody_waits_for_a_new_token_while_the_old_one_is_good() throws Exception {
        tokens.token(account);
        clock.moveAhead(Duration.ofMinutes(116));
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch answer = new CountDownLatch(1);
        server.on(ApiServer.GET_TOKEN, call -> {
            asked.countDown();
            awaitQuietly(answer);
            return server.newToken(7200);
        });
        Background<String> renewing = Background.run(() -> tokens.token(account));
        asked.await();

        assertThat(byAll(() -> tokens.token(account))).containsOnly("token-1");

        answer.countDown();
        assertThat(renewing.result()).isEqualTo("token-2");
        assertThat(tokens.token(account)).isEqualTo("token-2");
        assertThat(gets()).isEqualTo(2);
    }

    @Test
    void the_old_token_is_good_enough_while_no_new_one_is_to_be_had() {
        tokens.token(account);
        clock.moveAhead(Duration.ofMinutes(116));
        server.on(ApiServer.GET_TOKEN, call -> new Answer(502, "<html>"));

        assertThat(tokens.token(account)).isEqualTo("token-1");
        assertThat(tokens.token(account)).isEqualTo("token-1");
        assertThat(gets()).as("not each time").isEqualTo(2);

        clock.moveAhead(Duration.ofMinutes(4));
        assertThatExceptionOfType(WeComApiException.class).isThrownBy(() -> tokens.token(account));
    }

    @Test
    void a_token_that_was_refused_is_renewed_once_for_all() throws Exception {
        tokens.token(account);

        assertThat(byAll(() -> {
                    tokens.refused(account, "token-1");
                    return tokens.token(account);
                }))
                .containsOnly("token-2");

        assertThat(gets()).isEqualTo(2);
    }

    @Test
    void what_was_refused_long_ago_says_nothing_of_the_present_token() {
        tokens.token(account);
        tokens.refused(account, "token-1");
        tokens.token(account);

        tokens.refused(account, "token-1");
        tokens.refused(account, "token-of-nobody");

        assertThat(tokens.token(account)).isEqualTo("token-2");
    }

    @Test
    void when_the_new_one_is_refused_as_well_the_platform_is_not_asked_for_another_for_a_moment() {
        refuse("token-1");
        refuse("token-2");

        assertNoTokenIsAskedFor(2);
        clock.moveAhead(Duration.ofSeconds(2));
        assertNoTokenIsAskedFor(2);
        clock.moveAhead(Duration.ofSeconds(1));
        refuse("token-3");
        assertNoTokenIsAskedFor(3);

        clock.moveAhead(Duration.ofSeconds(3));
        assertThat(tokens.token(account)).isEqualTo("token-4");
        assertThat(tokens.token(account("other", "another-secret")))
                .as("others are none the worse for it")
                .isEqualTo("token-5");
    }

    @Test
    void the_same_token_given_again_is_refused_once_more_and_not_asked_for_all_the_time() {
        server.on(
                ApiServer.GET_TOKEN,
                call -> Answer.json("{\"errcode\":0,\"access_token\":\"same\",\"expires_in\":7200}"));
        refuse("same");
        refuse("same");

        assertNoTokenIsAskedFor(2);
    }

    @Test
    void a_new_token_that_was_good_for_a_while_is_replaced_at_once() {
        refuse("token-1");
        assertThat(tokens.token(account)).isEqualTo("token-2");
        clock.moveAhead(Duration.ofSeconds(3));

        tokens.refused(account, "token-2");

        assertThat(tokens.token(account)).isEqualTo("token-3");
    }

    private void refuse(String expected) {
        assertThat(tokens.token(account)).isEqualTo(expected);
        tokens.refused(account, expected);
    }

    private void assertNoTokenIsAskedFor(int gets) {
        assertThatExceptionOfType(WeComApiException.class)
                .isThrownBy(() -> tokens.token(account))
                .withMessage("/cgi-bin/gettoken failed: the platform refuses the tokens that it gives")
                .satisfies(ex -> assertThat(ex.isTemporary()).isTrue());
        assertThat(gets()).isEqualTo(gets);
    }

    @Test
    void when_there_is_none_the_platform_is_not_asked_again_for_a_moment() throws Exception {
        server.on(ApiServer.GET_TOKEN, call -> Answer.errcode(-1, "system busy"));

        List<Integer> codes = byAll(() -> catchThrowableOfType(WeComApiException.class, () -> tokens.token(account))
                .getErrCode());

        assertThat(codes).containsOnly(-1).hasSize(THREADS);
        assertThat(gets()).isOne();
        server.on(ApiServer.GET_TOKEN, call -> server.newToken(7200));
        clock.moveAhead(Duration.ofSeconds(2));
        assertThatExceptionOfType(WeComApiException.class).isThrownBy(() -> tokens.token(account));
        clock.moveAhead(Duration.ofSeconds(1));
        assertThat(tokens.token(account)).isEqualTo("token-1");
        assertThat(gets()).isEqualTo(2);
    }

    @Test
    void a_wrong_secret_is_told_but_not_shown_and_may_be_mended() {
        server.on(ApiServer.GET_TOKEN, call -> Answer.errcode(40001, "invalid credential"));

        WeComApiException ex = catchThrowableOfType(WeComApiException.class, () -> tokens.token(account));

        assertThat(ex).hasMessage("/cgi-bin/gettoken failed: 40001 invalid credential");
        assertThat(ex.getErrCode()).isEqualTo(40001);
        assertThat(ex.isTemporary())
                .as("what it was wanted for can be done later")
                .isTrue();
    }

    @Test
    void accounts_with_the_same_corp_and_secret_have_the_same_token_and_others_another() {
        assertThat(tokens.token(account)).isEqualTo("token-1");
        assertThat(tokens.token(account("alias", "the-s3cret"))).isEqualTo("token-1");
        assertThat(tokens.token(account("app", "a-new-secret"))).isEqualTo("token-2");
        assertThat(tokens.token(Account.app("wwOther", WeCom.TOKEN, WeCom.AES_KEY)
                        .name("app")
                        .secret("the-s3cret")
                        .build()))
                .isEqualTo("token-3");
    }

    @Test
    void trouble_with_one_secret_is_none_of_the_others() {
        server.on(
                ApiServer.GET_TOKEN,
                call -> call.query().get("corpsecret").equals("wrong")
                        ? Answer.errcode(40001, "invalid credential")
                        : server.newToken(7200));
        assertThatExceptionOfType(WeComApiException.class).isThrownBy(() -> tokens.token(account("bad", "wrong")));

        assertThat(tokens.token(account)).isEqualTo("token-1");
    }

    @Test
    void an_account_without_secret_is_named() {
        assertThatExceptionOfType(WeComApiException.class)
                .isThrownBy(() -> tokens.token(WeCom.account()))
                .withMessageContaining("'default'")
                .withMessageContaining("secret");
        assertThat(gets()).isZero();
    }

    @Test
    void an_answer_without_token_is_a_failure() {
        server.on(ApiServer.GET_TOKEN, call -> Answer.ok());

        assertThatExceptionOfType(WeComApiException.class)
                .isThrownBy(() -> tokens.token(account))
                .withMessage("/cgi-bin/gettoken failed: the answer has no access_token");
    }

    @Test
    void a_token_as_text_shows_its_times() {
        AccessToken token = new AccessToken("the-token", clock.instant(), clock.instant());

        assertThat(token.toString()).contains("2026-01-01").doesNotContain("the-token");
    }

    @AfterEach
    void neither_secret_nor_token_is_logged() {
        assertThat(log.text()).doesNotContain("s3cret", "token-1", "token-2");
    }

    private int gets() {
        return server.calls(ApiServer.GET_TOKEN).size();
    }

    private static <T> List<T> byAll(Callable<T> step) throws Exception {
        CyclicBarrier together = new CyclicBarrier(THREADS);
        List<Background<T>> all = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            all.add(Background.run(() -> {
                together.await();
                return step.call();
            }));
        }
        List<T> results = new ArrayList<>();
        for (Background<T> each : all) {
            results.add(each.result());
        }
        return results;
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
        }
    }

    private static RestClient client(String baseUrl) {
        return RestClient.create(baseUrl);
    }

    private static Account account(String name, String secret) {
        return Account.app(WeCom.CORP_ID, WeCom.TOKEN, WeCom.AES_KEY)
                .name(name)
                .secret(secret)
                .build();
    }
}
