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
import io.github.wecomcallback.support.SettableClock;
import io.github.wecomcallback.support.WeCom;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.web.client.RestClient;
import tools.jackson.databind.JsonNode;

class WeComApiTest {

    private static final String PATH = "/cgi-bin/kf/send_msg";

    private final ApiServer server = ApiServer.start().on(PATH, call -> Answer.ok());
    private final Account account = Account.app(WeCom.CORP_ID, WeCom.TOKEN, WeCom.AES_KEY)
            .secret("the-s3cret")
            .build();

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void a_call_has_the_token_and_the_body_as_json() {
        server.on(PATH, call -> Answer.json("{\"errcode\":0,\"errmsg\":\"ok\",\"msgid\":\"m1\"}"));

        JsonNode answer = api(server.baseUrl()).post(account, PATH, Map.of("touser", "wm陈"));

        assertThat(answer.path("msgid").asString()).isEqualTo("m1");
        assertThat(server.calls(PATH)).singleElement().satisfies(call -> {
            assertThat(call.method()).isEqualTo("POST");
            assertThat(call.query()).containsOnly(entry("access_token", "token-1"));
            assertThat(call.body()).isEqualTo("{\"touser\":\"wm陈\"}");
        });
    }

    @Test
    void what_is_asked_for_may_have_parameters_of_any_text() {
        server.on("/cgi-bin/user/get", call -> Answer.json("{\"errcode\":0,\"name\":\"陈\"}"));

        JsonNode answer = api(server.baseUrl()).get(account, "/cgi-bin/user/get", Map.of("userid", "a&b=陈{x} +"));

        assertThat(answer.path("name").asString()).isEqualTo("陈");
        assertThat(server.calls("/cgi-bin/user/get").get(0).query())
                .containsOnly(entry("access_token", "token-1"), entry("userid", "a&b=陈{x} +"));
    }

    @ParameterizedTest
    @ValueSource(ints = {40014, 41001, 42001})
    void a_call_whose_token_is_refused_is_made_once_more_with_a_new_one(int code) {
        server.on(PATH, tokenIs("token-2", code));

        api(server.baseUrl()).post(account, PATH, Map.of());

        assertThat(server.calls(PATH)).hasSize(2);
        assertThat(server.calls(ApiServer.GET_TOKEN)).hasSize(2);
    }

    @Test
    void when_the_new_one_is_refused_as_well_the_call_fails_and_may_be_made_later() {
        server.on(PATH, call -> Answer.errcode(42001, "access_token expired"));

        WeComApiException ex = failure(server.baseUrl());

        assertThat(ex.getErrCode()).isEqualTo(42001);
        assertThat(ex.isTemporary()).isTrue();
        assertThat(server.calls(PATH)).hasSize(2);
    }

    @Test
    void while_all_tokens_are_refused_many_calls_need_few_of_them() {
        SettableClock clock = new SettableClock();
        RestClient http = RestClient.create(server.baseUrl());
        WeComApi api = new WeComApi(http, new CorpAccessTokens(http, null, clock));
        server.on(PATH, call -> Answer.errcode(40014, "invalid access_token"));

        for (int i = 0; i < 300; i++) {
            assertThatExceptionOfType(WeComApiException.class)
                    .isThrownBy(() -> api.post(account, PATH, Map.of()))
                    .satisfies(ex -> assertThat(ex.isTemporary()).isTrue());
        }

        assertThat(server.calls(ApiServer.GET_TOKEN)).hasSize(2);
        assertThat(server.calls(PATH)).hasSize(2);
        server.on(PATH, call -> Answer.ok());
        clock.moveAhead(Duration.ofSeconds(3));
        api.post(account, PATH, Map.of());
        assertThat(server.calls(ApiServer.GET_TOKEN)).hasSize(3);
    }

    @Test
    void many_calls_whose_token_is_refused_need_one_new_token() throws Exception {
        int threads = 30;
        CyclicBarrier refusedTogether = new CyclicBarrier(threads);
        server.on(PATH, call -> {
            if (call.query().get("access_token").equals("token-1")) {
                awaitAll(refusedTogether);
                return Answer.errcode(40014, "invalid access_token");
            }
            return Answer.ok();
        });
        WeComApi api = api(server.baseUrl());
        List<Background<JsonNode>> calls = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            calls.add(Background.run(() -> api.post(account, PATH, Map.of())));
        }

        for (Background<JsonNode> call : calls) {
            call.result();
        }

        assertThat(server.calls(ApiServer.GET_TOKEN)).hasSize(2);
        assertThat(server.calls(PATH)).hasSize(2 * threads);
    }

    @Test
    void a_provider_of_the_applications_is_told_what_was_refused() {
        List<String> refused = new ArrayList<>();
        AccessTokenProvider central = new AccessTokenProvider() {

            @Override
            public String token(Account of) {
                return refused.isEmpty() ? "old" : "new";
            }

            @Override
            public void refused(Account of, String token) {
                refused.add(token);
            }
        };
        server.on(PATH, tokenIs("new", 42001));

        new WeComApi(RestClient.create(server.baseUrl()), central).post(account, PATH, Map.of());

        assertThat(refused).containsExactly("old");
        assertThat(server.calls(ApiServer.GET_TOKEN)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 45009, 45011, 45033, 45035, 60020})
    void what_may_succeed_later_says_so(int code) {
        server.on(PATH, call -> Answer.errcode(code, "api freq out of limit"));

        WeComApiException ex = failure(server.baseUrl());

        assertThat(ex.isTemporary()).isTrue();
        assertThat(ex.concernsAllCalls()).isTrue();
        assertThat(ex.getErrCode()).isEqualTo(code);
        assertThat(ex).hasMessage(PATH + " failed: " + code + " api freq out of limit");
        assertThat(server.calls(PATH)).hasSize(1);
    }

    @Test
    void what_never_will_succeed_says_so() {
        server.on(PATH, call -> Answer.errcode(95001, "send msg count limit"));

        assertThat(failure(server.baseUrl()).isTemporary()).isFalse();
        assertThat(failure(server.baseUrl()).concernsAllCalls()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "500, true",
        "502, true",
        "301, true",
        "401, true",
        "407, true",
        "408, true",
        "425, true",
        "429, true",
        "400, false",
        "403, false",
        "404, false",
        "413, false",
        "422, false"
    })
    void what_something_on_the_way_says_of_a_call_is_told_from_what_it_says_of_all(int status, boolean concernsAll) {
        server.on(PATH, call -> new Answer(status, "<html>"));

        assertThat(failure(server.baseUrl()).concernsAllCalls()).isEqualTo(concernsAll);
    }

    static Stream<Arguments> noAnswers() {
        return Stream.of(
                Arguments.of(new Answer(502, "<html>token-1</html>"), "the answer was 502 BAD_GATEWAY"),
                Arguments.of(new Answer(404, ""), "the answer was 404 NOT_FOUND"),
                Arguments.of(new Answer(204, ""), "the answer is no JSON object"),
                Arguments.of(new Answer(200, ""), "the answer is no JSON object"),
                Arguments.of(new Answer(200, "<html>Please log in, token-1</html>"), "the answer is no JSON object"),
                Arguments.of(new Answer(200, "[]"), "the answer is no JSON object"),
                Arguments.of(new Answer(200, "{\"errcode\":0"), "the answer is no JSON object"),
                Arguments.of(new Answer(200, "{\"errcode\":0} x"), "the answer is no JSON object"),
                Arguments.of(new Answer(200, "[".repeat(5_000)), "the answer is no JSON object"),
                Arguments.of(new Answer(200, "{\"message\":\"busy\"}"), "the answer has no errcode"),
                Arguments.of(new Answer(200, "{\"errcode\":\"x\"}"), "the answer has no errcode"));
    }

    @ParameterizedTest
    @MethodSource("noAnswers")
    void what_is_no_answer_of_the_platform_is_a_failure_for_a_while_and_is_not_quoted(Answer answer, String problem) {
        server.on(PATH, call -> answer);

        WeComApiException ex = failure(server.baseUrl());

        assertThat(ex).hasMessage(PATH + " failed: " + problem);
        assertThat(ex.getErrCode()).isEqualTo(WeComApiException.NO_CODE);
        assertThat(ex.isTemporary()).isTrue();
        assertThat(stackTrace(ex)).doesNotContain("token-1");
    }

    @Test
    void a_platform_that_is_not_there_is_a_failure_for_a_while_without_any_secret() {
        WeComApi api = api("http://127.0.0.1:1");

        WeComApiException ex = catchThrowableOfType(WeComApiException.class, () -> api.post(account, PATH, Map.of()));

        assertThat(ex).hasMessageStartingWith("/cgi-bin/gettoken failed: ");
        assertThat(ex.isTemporary()).isTrue();
        assertThat(stackTrace(ex)).doesNotContain("s3cret", "corpsecret", "?");
    }

    @Test
    void who_does_not_answer_in_time_is_not_waited_for() {
        CountDownLatch end = new CountDownLatch(1);
        server.on(PATH, call -> {
            awaitQuietly(end);
            return Answer.ok();
        });
        JdkClientHttpRequestFactory requests = new JdkClientHttpRequestFactory(HttpClient.newHttpClient());
        requests.setReadTimeout(Duration.ofMillis(200));
        RestClient http = RestClient.builder()
                .baseUrl(server.baseUrl())
                .requestFactory(requests)
                .build();
        WeComApi api = new WeComApi(http, of -> "token-1");

        WeComApiException ex = catchThrowableOfType(WeComApiException.class, () -> api.post(account, PATH, Map.of()));

        end.countDown();
        assertThat(ex).hasMessage(PATH + " failed: HttpTimeoutException");
        assertThat(ex.isTemporary()).isTrue();
        assertThat(stackTrace(ex)).doesNotContain("token-1");
    }

    private WeComApiException failure(String baseUrl) {
        WeComApi api = api(baseUrl);
        return catchThrowableOfType(WeComApiException.class, () -> api.post(account, PATH, Map.of()));
    }

    private static WeComApi api(String baseUrl) {
        RestClient http = RestClient.create(baseUrl);
        return new WeComApi(http, new CorpAccessTokens(http, null, Clock.systemUTC()));
    }

    private static Function<ApiServer.Call, Answer> tokenIs(String right, int code) {
        return call -> call.query().get("access_token").equals(right)
                ? Answer.ok()
                : Answer.errcode(code, "access_token expired");
    }

    private static String stackTrace(Throwable failure) {
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    private static void awaitAll(CyclicBarrier barrier) {
        try {
            barrier.await();
        } catch (Exception ex) {
            throw new IllegalStateException(ex);
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
        }
    }
}
