// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.wecomcallback.account.Account;
import io.github.wecomcallback.account.AccountKind;
import io.github.wecomcallback.account.MiniProgramMode;
import io.github.wecomcallback.annotation.WeComEventHandler;
import io.github.wecomcallback.annotation.WeComMessageHandler;
import io.github.wecomcallback.crypto.CallbackCrypto;
import io.github.wecomcallback.crypto.Decrypted;
import io.github.wecomcallback.crypto.EncodingAesKey;
import io.github.wecomcallback.message.WeComMessage;
import io.github.wecomcallback.reply.Reply;
import io.github.wecomcallback.support.Callbacks;
import io.github.wecomcallback.support.PresentTime;
import io.github.wecomcallback.support.WeCom;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What differs between callback URLs: receive ids, acknowledgements, envelopes. */
class AccountKindsTest {

    private static final String SUITE_ID = "ww9a27de5310fb6c84";
    private static final String PROVIDER = "wwe3b8150c74d9f26a";
    private static final String CUSTOMER = "wpK7cTzQAAdR2vX8mNfYh5LbGs0JqWtA";
    private static final String APP_ID = "wx7c0e51a9d2b4f6e8";

    private static final String EVENT =
            "<xml><ToUserName>x</ToUserName><MsgType>event</MsgType><Event>quiet</Event></xml>";
    private static final String BOT_TEXT = """
            {"msgid":"m1","aibotid":"b1","from":{"userid":"li.wei"},"msgtype":"text","text":{"content":"hi"}}""";

    private final CallbackCrypto crypto = new CallbackCrypto(WeCom.TOKEN, EncodingAesKey.of(WeCom.AES_KEY));
    private final Handlers handlers = new Handlers();

    @ParameterizedTest
    @CsvSource({
        "APP,ww4f0c9be27a61d835,''",
        "SUITE,ww9a27de5310fb6c84,success",
        "PROVIDER,wwe3b8150c74d9f26a,success",
        "DEVICE,wwe3b8150c74d9f26a,success",
        "BOT,'',''",
        "GROUP_BOT,'',''",
        "MINI_PROGRAM,wx7c0e51a9d2b4f6e8,success"
    })
    void each_kind_accepts_its_receive_id_and_acknowledges_in_its_words(
            AccountKind kind, String receiveId, String acknowledgement) {
        CallbackResponse response = callbacks(account(kind)).receive(xml(EVENT, receiveId));

        assertThat(response.status()).isEqualTo(200);
        assertThat(text(response)).isEqualTo(acknowledgement);
        assertThat(handlers.seen).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(AccountKind.class)
    void no_kind_accepts_the_receive_id_of_somebody_else(AccountKind kind) {
        Url callbacks = callbacks(account(kind));

        assertThat(callbacks.receive(xml(EVENT, "ww0000000000000000")).status()).isEqualTo(403);
        assertThat(callbacks.receive(xml(EVENT, CUSTOMER)).status()).isEqualTo(403);
        assertThat(handlers.seen).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = AccountKind.class,
            names = {"BOT", "GROUP_BOT"},
            mode = EnumSource.Mode.EXCLUDE)
    void an_empty_receive_id_is_wrong_where_one_is_expected(AccountKind kind) {
        assertThat(callbacks(account(kind)).receive(xml(EVENT, "")).status()).isEqualTo(403);
    }

    @Test
    void urls_that_a_provider_configured_are_verified_with_the_providers_corp_id() {
        Url suite = callbacks(account(AccountKind.SUITE));

        CallbackResponse response = suite.verifyUrl(verification("5530917764820019365", PROVIDER));

        assertThat(response.status()).isEqualTo(200);
        assertThat(text(response)).isEqualTo("5530917764820019365");
        assertThat(suite.receive(xml(EVENT, PROVIDER)).status()).isEqualTo(403);
        assertThat(suite.verifyUrl(verification("1", CUSTOMER)).status()).isEqualTo(403);
    }

    @Test
    void the_data_url_of_a_suite_takes_its_customers_where_they_are_named() {
        Account suite =
                builder(AccountKind.SUITE).furtherReceiveIds(List.of(CUSTOMER)).build();

        assertThat(callbacks(suite).receive(xml(EVENT, CUSTOMER)).status()).isEqualTo(200);
        assertThat(callbacks(suite).receive(xml(EVENT, "wpOther")).status()).isEqualTo(403);
    }

    @Test
    void the_data_url_of_a_suite_takes_all_customers_where_it_is_told_so() {
        Account suite =
                builder(AccountKind.SUITE).furtherReceiveIds(List.of("*")).build();

        assertThat(callbacks(suite).receive(xml(EVENT, "wpAnybody")).status()).isEqualTo(200);
    }

    @Test
    void a_reply_carries_the_receive_id_of_the_request() {
        Account suite =
                builder(AccountKind.SUITE).furtherReceiveIds(List.of("*")).build();

        CallbackResponse response = callbacks(suite).receive(xml(WeCom.text("hi", 1), CUSTOMER));

        assertThat(open(text(response).replaceAll("(?s).*<Encrypt><!\\[CDATA\\[(.*?)]].*", "$1"))
                        .receiveId())
                .isEqualTo(CUSTOMER);
    }

    @Test
    void a_bot_is_answered_in_json_with_the_nonce_of_the_request() {
        CallbackRequest request = json("{\"encrypt\":\"%s\"}", BOT_TEXT, "");

        CallbackResponse response = callbacks(account(AccountKind.BOT)).receive(request);

        JsonNode envelope = JsonMapper.shared().readTree(text(response));
        assertThat(envelope.propertyNames()).containsExactlyInAnyOrder("encrypt", "msgsignature", "timestamp", "nonce");
        assertThat(envelope.get("nonce").stringValue())
                .isEqualTo(request.query().get("nonce"));
        assertThat(envelope.get("timestamp").isNumber()).isTrue();
        assertThat(crypto.verify(
                        envelope.get("msgsignature").stringValue(),
                        envelope.get("timestamp").asString(),
                        envelope.get("nonce").stringValue(),
                        envelope.get("encrypt").stringValue()))
                .isTrue();
        assertThat(open(envelope.get("encrypt").stringValue()).receiveId()).isEmpty();
    }

    @Test
    void a_nonce_that_would_break_the_reply_is_escaped() {
        CallbackRequest request = json("{\"encrypt\":\"%s\"}", BOT_TEXT, "", "a\"b\\c\n");

        CallbackResponse response = callbacks(account(AccountKind.BOT)).receive(request);

        assertThat(JsonMapper.shared().readTree(text(response)).get("nonce").stringValue())
                .isEqualTo("a\"b\\c\n");
    }

    @Test
    void a_mini_program_is_verified_by_the_signature_over_the_query_and_gets_the_echo_as_it_came() {
        Url callbacks = callbacks(account(AccountKind.MINI_PROGRAM));

        assertThat(text(callbacks.verifyUrl(openVerification("not+encrypted/at=all", true))))
                .isEqualTo("not+encrypted/at=all");
        assertThat(callbacks.verifyUrl(openVerification("1", false)).status()).isEqualTo(403);
    }

    @Test
    void a_mini_program_in_compatible_mode_is_believed_only_what_is_encrypted() {
        Account account = builder(AccountKind.MINI_PROGRAM)
                .mode(MiniProgramMode.COMPATIBLE)
                .build();
        String inner =
                "<xml><ToUserName>gh_1</ToUserName><MsgType>text</MsgType><Content>inner</Content><MsgId>5</MsgId></xml>";
        CallbackRequest request = request(
                "<xml><ToUserName>gh_1</ToUserName><MsgType>text</MsgType><Content>outer</Content><Encrypt>%s</Encrypt></xml>",
                inner, APP_ID, nonce());

        assertThat(callbacks(account).receive(request).status()).isEqualTo(200);
        assertThat(handlers.seen).singleElement().satisfies(message -> {
            assertThat(message.get("Content")).isEqualTo("inner");
            assertThat(message.raw()).isEqualTo(inner);
        });
    }

    @Test
    void a_mini_program_in_plaintext_mode_needs_the_signature_over_the_query() {
        Account account = Account.builder()
                .kind(AccountKind.MINI_PROGRAM)
                .mode(MiniProgramMode.PLAINTEXT)
                .appId(APP_ID)
                .token(WeCom.TOKEN)
                .build();
        String body = "{\"ToUserName\":\"gh_1\",\"MsgType\":\"text\",\"Content\":\"hi\",\"MsgId\":7}";

        assertThat(callbacks(account).receive(open(body, true)).status()).isEqualTo(200);
        assertThat(callbacks(account).receive(open(body, false)).status()).isEqualTo(403);
        assertThat(callbacks(account).receive(open("garbage", true)).status()).isEqualTo(400);
        assertThat(handlers.seen).hasSize(1);
    }

    @Test
    void no_other_kind_lets_an_unencrypted_body_in_though_the_query_is_signed() {
        for (AccountKind kind : AccountKind.values()) {
            assertThat(callbacks(account(kind))
                            .receive(open(WeCom.text("hi", 1), true))
                            .status())
                    .as("%s", kind)
                    .isEqualTo(400);
        }
        assertThat(handlers.seen).isEmpty();
    }

    private Url callbacks(Account account) {
        return new Url(Callbacks.to(handlers).accounts(account).build());
    }

    /** The account's callback URL. */
    private record Url(Callbacks callbacks) {

        CallbackResponse receive(CallbackRequest request) {
            return callbacks.post(request.query(), request.body());
        }

        CallbackResponse verifyUrl(CallbackRequest request) {
            return callbacks.get(request.query());
        }
    }

    private static Account account(AccountKind kind) {
        return builder(kind).build();
    }

    private static Account.Builder builder(AccountKind kind) {
        return Account.builder()
                .kind(kind)
                .corpId(WeCom.CORP_ID)
                .suiteId(SUITE_ID)
                .providerCorpId(PROVIDER)
                .appId(APP_ID)
                .token(WeCom.TOKEN)
                .aesKey(WeCom.AES_KEY);
    }

    private CallbackRequest xml(String plaintext, String receiveId) {
        return request("<xml><Encrypt>%s</Encrypt></xml>", plaintext, receiveId, nonce());
    }

    private CallbackRequest json(String envelope, String plaintext, String receiveId) {
        return request(envelope, plaintext, receiveId, nonce());
    }

    private CallbackRequest json(String envelope, String plaintext, String receiveId, String nonce) {
        return request(envelope, plaintext, receiveId, nonce);
    }

    private CallbackRequest request(String envelope, String plaintext, String receiveId, String nonce) {
        String encrypted = crypto.encrypt(PresentTime.of(plaintext), receiveId);
        return request(signed(encrypted, nonce), envelope.formatted(encrypted));
    }

    private CallbackRequest verification(String echo, String receiveId) {
        String encrypted = crypto.encrypt(echo, receiveId);
        Map<String, String> query = signed(encrypted, nonce());
        query.put("echostr", encrypted);
        return request(query, "");
    }

    private CallbackRequest openVerification(String echo, boolean rightly) {
        Map<String, String> query = signedInTheOpen(rightly);
        query.put("echostr", echo);
        return request(query, "");
    }

    private CallbackRequest open(String body, boolean rightly) {
        return request(signedInTheOpen(rightly), body);
    }

    private Map<String, String> signedInTheOpen(boolean rightly) {
        String nonce = nonce();
        Map<String, String> query = new HashMap<>(Map.of("timestamp", now(), "nonce", nonce));
        query.put("signature", rightly ? crypto.signQuery(now(), nonce) : crypto.signQuery(now(), "x"));
        return query;
    }

    private Map<String, String> signed(String encrypted, String nonce) {
        return new HashMap<>(
                Map.of("timestamp", now(), "nonce", nonce, "msg_signature", crypto.sign(now(), nonce, encrypted)));
    }

    private static CallbackRequest request(Map<String, String> query, String body) {
        return new CallbackRequest("default", query, Map.of(), body.getBytes(StandardCharsets.UTF_8), Instant.now());
    }

    private Decrypted open(String encrypted) {
        return crypto.decrypt(encrypted);
    }

    private static String now() {
        return Long.toString(Instant.now().getEpochSecond());
    }

    private static String nonce() {
        return Long.toUnsignedString(System.nanoTime());
    }

    private static String text(CallbackResponse response) {
        return new String(response.body(), StandardCharsets.UTF_8);
    }

    static class Handlers {

        private final List<WeComMessage> seen = new CopyOnWriteArrayList<>();

        @WeComEventHandler
        void event(WeComMessage message) {
            seen.add(message);
        }

        @WeComMessageHandler(type = "text")
        Reply text(WeComMessage message) {
            seen.add(message);
            return "gh_1".equals(message.toUserName()) ? null : Reply.raw("answer");
        }
    }
}
