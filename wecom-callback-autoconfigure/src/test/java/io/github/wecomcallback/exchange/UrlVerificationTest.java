// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.wecomcallback.annotation.WeComMessageHandler;
import io.github.wecomcallback.message.WeComMessage;
import io.github.wecomcallback.support.Callbacks;
import io.github.wecomcallback.support.Forger;
import io.github.wecomcallback.support.WeCom;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UrlVerificationTest {

    private final WeCom weCom = new WeCom();
    private final List<String> passed = new ArrayList<>();
    private final CallbackInterceptor witness = (exchange, chain) -> {
        passed.add(exchange.context().plaintext());
        return chain.proceed();
    };
    private final Callbacks callbacks =
            Callbacks.to(new Everything()).interceptors(witness).build();

    @Test
    void the_answer_is_the_bare_echo_as_plain_text() {
        CallbackResponse response = callbacks.get(weCom.verification("7741802936615520047"));

        assertThat(response.status()).isEqualTo(200);
        assertThat(response.contentType()).isEqualTo("text/plain;charset=UTF-8");
        assertThat(response.body()).isEqualTo("7741802936615520047".getBytes(StandardCharsets.US_ASCII));
    }

    @Test
    void nothing_happens_beside_the_answer() {
        String message = WeCom.text("hello", 1);

        callbacks.get(weCom.verification(message));
        CallbackResponse again = callbacks.get(weCom.verification(message));

        assertThat(again.body()).asString(StandardCharsets.UTF_8).isEqualTo(message);
        assertThat(passed).isEmpty();
        assertThat(callbacks.guard().size()).isZero();
        assertThat(callbacks.statistics().lastCallback()).isNull();
        assertThat(Outcome.Status.values())
                .allSatisfy(status ->
                        assertThat(callbacks.statistics().count(status)).isZero());
    }

    @ParameterizedTest
    @ValueSource(strings = {"msg_signature", "timestamp", "nonce", "echostr"})
    void a_missing_or_empty_parameter_is_refused(String name) {
        Map<String, String> missing = weCom.verification("1");
        missing.remove(name);
        Map<String, String> empty = weCom.verification("1");
        empty.put(name, "");

        assertThat(List.of(callbacks.get(missing), callbacks.get(empty)))
                .allSatisfy(response -> assertRefused(response, 400));
    }

    @ParameterizedTest
    @ValueSource(strings = {"msg_signature", "timestamp", "nonce", "echostr"})
    void a_parameter_that_was_not_signed_so_is_refused(String name) {
        Map<String, String> query = weCom.verification("1");
        query.put(name, "123456");

        CallbackResponse response = callbacks.get(query);

        assertRefused(response, 403);
    }

    @Test
    void a_stale_request_is_refused() {
        String echo = weCom.verification("1").get("echostr");
        Map<String, String> query = weCom.signed(echo, Instant.now().getEpochSecond() - 301);
        query.put("echostr", echo);

        CallbackResponse response = callbacks.get(query);

        assertRefused(response, 403);
        assertThat(callbacks.statistics().count(Refusal.STALE)).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ww0000000000000000"})
    void an_echo_for_somebody_else_is_refused(String receiveId) {
        String echo = Forger.encrypt(Forger.padded(new byte[] {'1'}, 1, receiveId, 0));
        Map<String, String> query = weCom.signed(echo, Instant.now().getEpochSecond());
        query.put("echostr", echo);

        CallbackResponse response = callbacks.get(query);

        assertRefused(response, 403);
        assertThat(callbacks.statistics().count(Refusal.WRONG_RECEIVER)).isEqualTo(1);
    }

    private static void assertRefused(CallbackResponse response, int status) {
        assertThat(response.status()).isEqualTo(status);
        assertThat(response.body()).isEmpty();
        assertThat(response.contentType()).isNull();
    }

    private final class Everything {

        @WeComMessageHandler
        void handle(WeComMessage message) {
            passed.add(message.raw());
        }
    }
}
