// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.test;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.wecomcallback.account.Account;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class FakeWeComTest {

    private static final String PULL = "{\"open_kfid\":\"wk1\"}";

    private final FakeWeCom wecom = FakeWeCom.start();

    @AfterEach
    void stop() {
        wecom.close();
    }

    @Test
    void an_access_token_stays_the_same_while_it_is_valid() throws Exception {
        ApiClient client = new ApiClient(wecom);

        JsonNode first = client.token("ww1", "s1");
        wecom.timePasses(Duration.ofMinutes(90));
        JsonNode second = client.token("ww1", "s1");
        wecom.timePasses(Duration.ofMinutes(31));
        JsonNode third = client.token("ww1", "s1");

        assertThat(first.path("errcode").asInt()).isZero();
        assertThat(first.path("expires_in").asInt()).isEqualTo(7200);
        assertThat(second.path("access_token")).isEqualTo(first.path("access_token"));
        assertThat(second.path("expires_in").asInt()).isBetween(1700, 1800);
        assertThat(third.path("access_token")).isNotEqualTo(first.path("access_token"));
    }

    @Test
    void apps_have_tokens_of_their_own() throws Exception {
        ApiClient client = new ApiClient(wecom);

        assertThat(client.token("ww1", "s1").path("access_token"))
                .isNotEqualTo(client.token("ww1", "s2").path("access_token"));
    }

    @Test
    void once_an_app_is_known_a_wrong_secret_is_refused() throws Exception {
        ApiClient client = new ApiClient(wecom);
        wecom.app("ww1", "right").app("ww2", "other");

        assertThat(errcode(client.token("ww1", "right"))).isZero();
        assertThat(errcode(client.token("ww1", "wrong"))).isEqualTo(40001);
        assertThat(errcode(client.token("ww1", "other"))).isEqualTo(40001);
        assertThat(errcode(client.token("ww1", ""))).isEqualTo(41004);
        assertThat(errcode(client.token("", "right"))).isEqualTo(41002);
    }

    @Test
    void a_call_needs_an_access_token_that_is_valid() throws Exception {
        wecom.kf("wk1");
        wecom.tokensLast(Duration.ofMinutes(5));
        ApiClient client = ApiClient.of(wecom);

        assertThat(errcode(client.pull(PULL))).isZero();
        assertThat(errcode(client.with("").pull(PULL))).isEqualTo(41001);
        assertThat(errcode(client.with("made-up").pull(PULL))).isEqualTo(40014);
        wecom.timePasses(Duration.ofMinutes(5));
        assertThat(errcode(client.pull(PULL))).isEqualTo(42001);
    }

    @Test
    void revoked_tokens_are_invalid_and_a_new_one_is_given() throws Exception {
        wecom.kf("wk1");
        ApiClient client = ApiClient.of(wecom);

        wecom.revokeTokens();

        assertThat(errcode(client.pull(PULL))).isEqualTo(40014);
        assertThat(errcode(ApiClient.of(wecom).pull(PULL))).isZero();
        assertThat(wecom.calls(FakeWeCom.GET_TOKEN)).isEqualTo(2);
    }

    @Test
    void what_goes_wrong_goes_wrong_in_the_order_in_which_it_was_said() throws Exception {
        wecom.kf("wk1");
        ApiClient client = ApiClient.of(wecom);
        FakeApi pulls = wecom.on(FakeWeCom.SYNC_MSG)
                .fails(2, Fault.errcode(45009, "api freq out of limit"))
                .fails(Fault.status(502))
                .fails(Fault.noJson())
                .fails(Fault.emptyBody())
                .fails(Fault.drop());

        assertThat(errcode(client.pull(PULL))).isEqualTo(45009);
        assertThat(errcode(client.pull(PULL))).isEqualTo(45009);
        assertThat(client.exchange(FakeWeCom.SYNC_MSG, PULL).statusCode()).isEqualTo(502);
        assertThat(client.exchange(FakeWeCom.SYNC_MSG, PULL))
                .returns(200, HttpResponse::statusCode)
                .satisfies(page -> assertThat(page.body()).startsWith("<html>"));
        assertThat(client.exchange(FakeWeCom.SYNC_MSG, PULL))
                .returns(200, HttpResponse::statusCode)
                .returns("", HttpResponse::body);
        assertThatThrownBy(() -> client.pull(PULL)).isInstanceOf(IOException.class);
        assertThat(errcode(client.pull(PULL))).isZero();
        assertThat(pulls.calls()).isEqualTo(7);
        assertThat(wecom.calls(FakeWeCom.SYNC_MSG)).isEqualTo(7);
    }

    @Test
    void what_always_fails_fails_until_it_works_again() throws Exception {
        FakeApi tokens = wecom.on(FakeWeCom.GET_TOKEN).alwaysFails(Fault.errcode(-1, "system busy"));
        ApiClient client = new ApiClient(wecom);

        assertThat(errcode(client.token("ww1", "s1"))).isEqualTo(-1);
        assertThat(errcode(client.token("ww1", "s1"))).isEqualTo(-1);
        tokens.works();
        assertThat(errcode(client.token("ww1", "s1"))).isZero();
    }

    @Test
    void a_lost_answer_leaves_the_message_sent() throws Exception {
        FakeCustomer chen = wecom.kf("wk1").customer("wm1");
        ApiClient client = ApiClient.of(wecom);
        wecom.on(FakeWeCom.SEND_MSG).fails(Fault.lostAnswer());
        String message = "{\"touser\":\"wm1\",\"open_kfid\":\"wk1\",\"msgid\":\"m1\",\"msgtype\":\"text\","
                + "\"text\":{\"content\":\"hi\"}}";

        assertThatThrownBy(() -> client.post(FakeWeCom.SEND_MSG, message)).isInstanceOf(IOException.class);

        assertThat(chen.received()).extracting(SentMessage::text).containsExactly("hi");
        assertThat(errcode(client.post(FakeWeCom.SEND_MSG, message))).isEqualTo(FakeWeCom.DUPLICATE_MSGID);
        assertThat(chen.received()).hasSize(1);
    }

    @Test
    void calls_that_hang_hold_up_no_others_and_end_with_the_server() throws Exception {
        wecom.kf("wk1");
        ApiClient client = ApiClient.of(wecom);
        wecom.on(FakeWeCom.SYNC_MSG).fails(100, Fault.hang());
        List<CompletableFuture<HttpResponse<String>>> hanging = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            hanging.add(client.begin(FakeWeCom.SYNC_MSG, PULL));
        }
        FakeApi pulls = wecom.on(FakeWeCom.SYNC_MSG);
        await().until(() -> pulls.calls() == 100);

        assertThat(errcode(client.pull(PULL))).isZero();
        assertThat(hanging).noneMatch(CompletableFuture::isDone);
        wecom.close();

        assertThat(hanging).allSatisfy(call -> assertThat(call).failsWithin(Duration.ofSeconds(10)));
        assertThat(pulls.mostAtOnce()).isGreaterThanOrEqualTo(100);
    }

    @Test
    void what_hangs_for_a_time_is_cut_off_then_and_what_is_slow_is_answered() throws Exception {
        wecom.kf("wk1");
        ApiClient client = ApiClient.of(wecom);
        wecom.on(FakeWeCom.SYNC_MSG).fails(Fault.hang(Duration.ofMillis(20))).fails(Fault.slow(Duration.ofMillis(20)));

        assertThatThrownBy(() -> client.pull(PULL)).isInstanceOf(IOException.class);
        assertThat(errcode(client.pull(PULL))).isZero();
    }

    @Test
    void a_general_limit_counts_each_path_by_itself() throws Exception {
        wecom.kf("wk1");
        wecom.limit(2, Duration.ofMinutes(1));
        ApiClient client = ApiClient.of(wecom);

        assertThat(errcode(client.pull(PULL))).isZero();
        assertThat(errcode(client.pull(PULL))).isZero();
        assertThat(errcode(client.pull(PULL))).isEqualTo(45009);
        assertThat(errcode(client.token("ww1", "s1"))).isZero();
        wecom.timePasses(Duration.ofMinutes(1));
        assertThat(errcode(client.pull(PULL))).isZero();
    }

    @Test
    void a_limit_of_one_path_goes_before_the_general_one() throws Exception {
        wecom.kf("wk1");
        wecom.limit(0, Duration.ofMinutes(1));
        wecom.on(FakeWeCom.GET_TOKEN).limit(1, Duration.ofMinutes(1));

        ApiClient client = ApiClient.of(wecom);

        assertThat(errcode(client.token("ww1", "s1"))).isEqualTo(45009);
        assertThat(errcode(client.pull(PULL))).isEqualTo(45009);
    }

    @Test
    void what_is_no_call_of_the_api_is_not_answered_as_one() throws Exception {
        wecom.kf("wk1");
        ApiClient client = ApiClient.of(wecom);

        assertThat(client.exchange("/cgi-bin/user/get", "{}").statusCode()).isEqualTo(404);
        assertThat(client.exchange(FakeWeCom.GET_TOKEN, "{}").statusCode()).isEqualTo(405);
        assertThat(client.exchange(FakeWeCom.SYNC_MSG, "x".repeat(2 << 20)).statusCode())
                .isEqualTo(413);
        assertThat(errcode(client.pull("no JSON"))).isEqualTo(47001);
        assertThat(errcode(client.pull("[]"))).isEqualTo(47001);
    }

    @Test
    void a_port_that_is_taken_is_named() {
        int port = URI.create(wecom.baseUrl()).getPort();

        assertThatThrownBy(() -> FakeWeCom.start(port))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("The port " + port);
    }

    @Test
    void an_active_reply_of_a_bot_is_taken_once_within_an_hour() throws Exception {
        ApiClient client = new ApiClient(wecom);
        String url = wecom.responseUrl();
        String late = wecom.responseUrl();
        String markdown = "{\"msgtype\":\"markdown\",\"markdown\":{\"content\":\"**已完成**\"}}";
        String card = "{\"msgtype\":\"template_card\",\"template_card\":{\"card_type\":\"text_notice\"}}";

        assertThat(errcode(client.post(url, "{\"msgtype\":\"text\",\"text\":{\"content\":\"hi\"}}")))
                .isEqualTo(40008);
        assertThat(errcode(client.post(url, "{\"msgtype\":\"markdown\",\"markdown\":{}}")))
                .isEqualTo(40058);
        assertThat(errcode(client.post(url, markdown))).isZero();
        assertThat(errcode(client.post(url, markdown))).isEqualTo(FakeWeCom.INVALID_CODE);
        assertThat(errcode(client.post(wecom.responseUrl(), card))).isZero();
        wecom.timePasses(Duration.ofHours(1));
        assertThat(errcode(client.post(late, markdown))).isEqualTo(FakeWeCom.INVALID_CODE);

        assertThat(wecom.sent()).extracting(SentMessage::type).containsExactly("markdown", "template_card");
        assertThat(wecom.sent().get(0))
                .returns("**已完成**", SentMessage::text)
                .returns(FakeWeCom.BOT_RESPONSE, SentMessage::path)
                .satisfies(sent -> assertThat(url).endsWith("=" + sent.code()));
    }

    @Test
    void media_for_a_bot_are_encrypted_with_its_key() throws Exception {
        Account bot = Account.bot("token", "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG")
                .build();
        for (int length : new int[] {0, 1, 31, 32, 33, 5_000}) {
            byte[] bytes = "图".repeat(length).getBytes(UTF_8);
            byte[] layout = sixteenBytesBefore(bytes);

            String url = wecom.media("abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG", layout);
            byte[] encrypted = download(url);

            assertThat(encrypted.length % 32).isZero();
            // What callbacks look like inside is bytes as any others, so that the library can open them.
            assertThat(bot.crypto()
                            .decrypt(Base64.getEncoder().encodeToString(encrypted))
                            .text())
                    .isEqualTo("图".repeat(length));
        }
    }

    @Test
    void media_are_gone_after_five_minutes() throws Exception {
        String url = wecom.media("abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG", new byte[] {1});

        wecom.timePasses(Duration.ofMinutes(5));

        assertThat(status(url)).isEqualTo(404);
        assertThatThrownBy(() -> wecom.media("short", new byte[0])).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void an_address_of_media_may_fail_as_well() throws Exception {
        String url = wecom.media("abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG", new byte[] {1});

        wecom.on(URI.create(url).getPath()).fails(Fault.status(503));

        assertThat(status(url)).isEqualTo(503);
        assertThat(status(url)).isEqualTo(200);
    }

    private static byte[] sixteenBytesBefore(byte[] message) {
        return ByteBuffer.allocate(20 + message.length)
                .position(16)
                .putInt(message.length)
                .put(message)
                .array();
    }

    private static byte[] download(String url) throws IOException {
        try (var in = URI.create(url).toURL().openStream()) {
            return in.readAllBytes();
        }
    }

    private static int status(String url) throws IOException {
        return ((HttpURLConnection) URI.create(url).toURL().openConnection()).getResponseCode();
    }

    private static int errcode(JsonNode answer) {
        return answer.path("errcode").asInt(Integer.MIN_VALUE);
    }
}
