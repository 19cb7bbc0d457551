// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.wecomcallback.account.Account;
import io.github.wecomcallback.annotation.WeComMessageHandler;
import io.github.wecomcallback.message.WeComMessage;
import io.github.wecomcallback.support.BadInput;
import io.github.wecomcallback.support.Callbacks;
import io.github.wecomcallback.support.Forger;
import io.github.wecomcallback.support.LogCapture;
import io.github.wecomcallback.support.WeCom;
import io.github.wecomcallback.support.WeCom.Delivery;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.event.Level;

class RefusalTest {

    private static final Account OTHER = Account.app("ww0123456789abcdef", WeCom.TOKEN, WeCom.AES_KEY)
            .name("other")
            .build();

    @RegisterExtension
    private final LogCapture log = LogCapture.at(Level.DEBUG);

    private final WeCom weCom = new WeCom();
    private final Forger forger = new Forger();
    private final List<String> handled = new ArrayList<>();
    private final Callbacks callbacks = Callbacks.to(new Everything())
            .accounts(WeCom.account(), OTHER)
            .interceptors((exchange, chain) -> {
                handled.add("intercepted");
                return chain.proceed();
            })
            .build();

    @ParameterizedTest
    @MethodSource("io.github.wecomcallback.support.BadInput#all")
    void bad_input_is_refused_without_a_word_and_reaches_nobody(BadInput bad) {
        CallbackResponse response = callbacks.post(bad.query(), bad.body());

        assertThat(response.status()).isEqualTo(bad.status());
        assertThat(response.body()).isEmpty();
        assertThat(response.contentType()).isNull();
        assertThat(handled).isEmpty();
        assertThat(callbacks.guard().size()).isZero();
        assertThat(callbacks.statistics().refused()).isEqualTo(1);
        assertThat(callbacks.statistics().lastCallback()).isNull();
    }

    @Test
    void an_unknown_account_is_refused_before_its_body_is_looked_at() {
        CallbackResponse response = callbacks.post("nobody", new Delivery(weCom.verification("1"), "<garbage"));

        assertThat(response.status()).isEqualTo(404);
        assertThat(callbacks.statistics().count(Refusal.UNKNOWN_ACCOUNT)).isEqualTo(1);
    }

    @Test
    void an_account_does_not_take_what_is_meant_for_another_with_the_same_secrets() {
        CallbackResponse response = callbacks.post("other", weCom.deliver(WeCom.text("hello", 1)));

        assertThat(response.status()).isEqualTo(403);
        assertThat(callbacks.statistics().count(Refusal.WRONG_RECEIVER)).isEqualTo(1);
        assertThat(handled).isEmpty();
    }

    @Test
    void what_the_envelope_says_of_the_receiver_is_not_believed() {
        String encrypted = Forger.encrypt(Forger.padded(new byte[] {'1'}, 1, "ww0000000000000000", 0));
        String body = "<xml><ToUserName>" + WeCom.CORP_ID + "</ToUserName><Encrypt>" + encrypted + "</Encrypt></xml>";

        CallbackResponse response = callbacks.post(forger.around(encrypted, body));

        assertThat(response.status()).isEqualTo(403);
    }

    @Test
    void a_time_at_the_edge_of_the_window_is_let_in() {
        long now = Instant.now().getEpochSecond();

        CallbackResponse early = callbacks.post(weCom.deliver(WeCom.text("hello", 1), WeCom.CORP_ID, now - 290));
        CallbackResponse late = callbacks.post(weCom.deliver(WeCom.text("hello", 2), WeCom.CORP_ID, now + 290));

        assertThat(List.of(early.status(), late.status())).containsOnly(200);
    }

    @Test
    void strangers_leave_no_trace_in_the_log_above_debug() {
        BadInput.all()
                .filter(bad -> bad.what().contains("signature") || bad.what().contains("outside"))
                .forEach(bad -> callbacks.post(bad.query(), bad.body()));

        assertThat(callbacks.statistics().refused()).isGreaterThan(5);
        assertThat(log.messages(Level.DEBUG))
                .hasSize((int) callbacks.statistics().refused());
        assertThat(log.messages(Level.WARN)).isEmpty();
        assertThat(log.messages(Level.ERROR)).isEmpty();
    }

    @Test
    void what_is_signed_and_refused_is_warned_of_once_for_each_account_and_reason() {
        for (int i = 0; i < 3; i++) {
            callbacks.post("other", weCom.deliver(WeCom.text("hello", 1)));
            callbacks.post("default", forger.message("<html/>"));
            callbacks.post("other", weCom.deliver(WeCom.text("hello", 1), WeCom.CORP_ID, 1));
            callbacks.post("default", weCom.deliver(WeCom.text("hello", 1), WeCom.CORP_ID, 1));
            callbacks.post("default", forger.xml(Forger.encrypt(new byte[64])));
        }

        assertThat(log.messages(Level.WARN))
                .satisfiesExactlyInAnyOrder(
                        warning -> assertThat(warning).contains("'other'", "WRONG_RECEIVER", "corp-id"),
                        warning -> assertThat(warning).contains("'default'", "UNREADABLE"),
                        warning -> assertThat(warning).contains("'other'", "STALE", "wecom.callback.timestamp-window"),
                        warning -> assertThat(warning).contains("'default'", "STALE", "clock"),
                        warning -> assertThat(warning).contains("'default'", "UNDECRYPTABLE", "aes-key"));
        assertThat(log.messages(Level.DEBUG)).hasSize(10);
        assertThat(callbacks.statistics().refused()).isEqualTo(15);
    }

    @Test
    void a_stranger_cannot_forge_lines_of_the_log_by_the_name_of_an_account() {
        callbacks.post("x\nERROR all is lost\r\u001B[31m", new Delivery(weCom.verification("1"), ""));

        assertThat(log.messages(Level.DEBUG))
                .singleElement()
                .satisfies(message -> assertThat(message).contains("x?ERROR").doesNotContainPattern("\\p{Cntrl}"));
    }

    private final class Everything {

        @WeComMessageHandler
        void handle(WeComMessage message) {
            handled.add(message.raw());
        }
    }
}
