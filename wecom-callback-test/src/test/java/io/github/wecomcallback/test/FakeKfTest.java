// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.wecomcallback.account.Account;
import io.github.wecomcallback.account.AccountRepository;
import io.github.wecomcallback.message.Kf;
import io.github.wecomcallback.message.Payload;
import io.github.wecomcallback.test.Transport.Answer;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Pulling what customers wrote, and the doorbell. */
class FakeKfTest {

    private final FakeWeCom wecom = FakeWeCom.start();
    private final FakeKf kf = wecom.kf("wk1");
    private ApiClient client;

    @BeforeEach
    void start() throws Exception {
        client = ApiClient.of(wecom);
    }

    @AfterEach
    void stop() {
        wecom.close();
    }

    @Test
    void what_a_customer_writes_is_pulled_once_by_cursor() throws Exception {
        FakeCustomer chen = kf.customer("wm1");
        String first = chen.writes("快递多久到?");

        JsonNode page = pull("");
        String second = chen.sends("{\"msgtype\":\"image\",\"image\":{\"media_id\":\"m1\"}}");
        JsonNode next = pull(cursor(page));

        assertThat(page.path("has_more").asInt()).isZero();
        assertThat(page.path("msg_list")).hasSize(1);
        Kf.Text text = typed(page.path("msg_list").get(0)).as(Kf.Text.class);
        assertThat(text.msgId()).isEqualTo(first);
        assertThat(text.openKfId()).isEqualTo("wk1");
        assertThat(text.externalUserId()).isEqualTo("wm1");
        assertThat(text.content()).isEqualTo("快递多久到?");
        assertThat(text.origin().value()).isEqualTo(Kf.Origin.CUSTOMER);
        assertThat(ids(next)).containsExactly(second);
        assertThat(ids(pull(cursor(next)))).isEmpty();
    }

    @Test
    void who_enters_leaves_a_welcome_code() throws Exception {
        String code = kf.customer("wm1").enters("oth_web_1");

        Payload event = typed(pull("").path("msg_list").get(0));

        assertThat(event.get("event.event_type")).isEqualTo("enter_session");
        assertThat(event.get("event.open_kfid")).isEqualTo("wk1");
        assertThat(event.get("event.external_userid")).isEqualTo("wm1");
        assertThat(event.get("event.scene")).isEqualTo("oth_web_1");
        assertThat(event.get("event.welcome_code")).isEqualTo(code);
        assertThat(event.get("origin")).isEqualTo("4");
        assertThat(event.has("external_userid")).isFalse();
    }

    @Test
    void any_sample_can_be_added_and_is_new() throws Exception {
        List<Sample> samples = Samples.all().stream()
                .filter(sample -> sample.id().startsWith("kf."))
                .toList();
        Set<String> added = new HashSet<>();
        for (Sample sample : samples) {
            added.add(kf.add(sample));
            added.add(kf.add(sample));
        }

        JsonNode items = pull("").path("msg_list");

        assertThat(samples).hasSize(24);
        assertThat(items).hasSize(48);
        assertThat(items).extracting(item -> item.path("msgid").asString()).containsExactlyInAnyOrderElementsOf(added);
        for (int i = 0; i < items.size(); i++) {
            Payload payload = typed(items.get(i));
            Sample sample = samples.get(i / 2);
            assertThat(payload.kind()).isEqualTo(sample.kind());
            assertThat(
                            payload.getAll("open_kfid").isEmpty()
                                    ? payload.get("event.open_kfid")
                                    : payload.get("open_kfid"))
                    .isEqualTo("wk1");
            Payload original = Payload.of(sample.plaintext());
            assertThat(payload.has("event.external_userid")).isEqualTo(original.has("event.external_userid"));
            assertThat(payload.createTime()).isNotEqualTo(original.createTime());
        }
    }

    @Test
    void pages_may_be_short_and_some_empty_though_there_is_more() throws Exception {
        wecom.pagesOf(2).emptyPages(3);
        List<String> added = kf.addTexts(7, 3);
        List<Integer> sizes = new ArrayList<>();
        List<String> pulled = new ArrayList<>();
        Set<String> cursors = new HashSet<>();

        JsonNode page = pull("");
        while (true) {
            sizes.add(page.path("msg_list").size());
            pulled.addAll(ids(page));
            assertThat(cursors.add(cursor(page))).isTrue();
            if (page.path("has_more").asInt() == 0) {
                break;
            }
            page = pull(cursor(page));
        }

        assertThat(sizes).containsExactly(2, 2, 0, 2, 1);
        assertThat(pulled).isEqualTo(added);
    }

    @Test
    void the_limit_asked_for_holds() throws Exception {
        kf.addTexts(1_001, 1);

        assertThat(ids(pullWith("\"limit\":3"))).hasSize(3);
        assertThat(ids(pullWith("\"limit\":1000"))).hasSize(1_000);
        assertThat(ids(pullWith("\"limit\":0"))).hasSize(1_000);
        assertThat(errcode(pullWith("\"limit\":1001"))).isEqualTo(40058);
        assertThat(errcode(pullWith("\"limit\":-1"))).isEqualTo(40058);
        assertThat(errcode(pullWith("\"voice_format\":1"))).isZero();
        assertThat(errcode(pullWith("\"voice_format\":2"))).isEqualTo(40058);
    }

    @Test
    void many_texts_are_numbered_and_their_customers_take_turns() throws Exception {
        kf.addTexts(7, 3);

        JsonNode items = pull("").path("msg_list");

        assertThat(items)
                .extracting(item -> item.path("text").path("content").asString())
                .containsExactly("1", "2", "3", "4", "5", "6", "7");
        assertThat(items)
                .extracting(item -> item.path("external_userid").asString())
                .satisfies(customers -> {
                    assertThat(new HashSet<>(customers)).hasSize(3);
                    assertThat(customers.subList(3, 6)).isEqualTo(customers.subList(0, 3));
                });
        assertThat(kf.size()).isEqualTo(7);
    }

    @Test
    void a_cursor_is_good_for_its_own_account_only() throws Exception {
        FakeKf other = wecom.kf("wk2");
        other.customer("wm1").writes("hi");
        String foreign =
                client.pull("{\"open_kfid\":\"wk2\"}").path("next_cursor").asString();

        assertThat(errcode(pull(foreign))).isEqualTo(40058);
        assertThat(errcode(pull("made-up"))).isEqualTo(40058);
        assertThat(errcode(pull("x".repeat(65)))).isEqualTo(40058);
        assertThat(errcode(client.pull("{\"open_kfid\":\"wk2\",\"cursor\":\"" + foreign + "\"}")))
                .isZero();
        assertThat(errcode(client.pull("{}"))).isEqualTo(40058);
        assertThat(errcode(client.pull("{\"open_kfid\":\"wk3\"}"))).isEqualTo(95000);
    }

    @Test
    void a_cursor_of_another_platform_may_be_taken_for_none() throws Exception {
        String written = kf.customer("wm1").writes("hi");
        wecom.takesAnyCursor();

        assertThat(ids(pull("made-up"))).containsExactly(written);
        assertThat(ids(pull(cursor(pull("made-up"))))).isEmpty();
    }

    @Test
    void what_is_older_than_three_days_is_gone() throws Exception {
        wecom.tokensLast(Duration.ofDays(9)).revokeTokens();
        client = ApiClient.of(wecom);
        kf.addTexts(2, 1);
        String before = cursor(pullWith("\"limit\":1"));
        wecom.timePasses(Duration.ofDays(2));
        String recent = kf.customer("wm1").writes("hi");

        assertThat(ids(pull(""))).hasSize(3);
        wecom.timePasses(Duration.ofDays(1).plusSeconds(1));

        assertThat(ids(pull(""))).containsExactly(recent);
        assertThat(ids(pull(before))).containsExactly(recent);
    }

    @Test
    void the_token_of_a_doorbell_lasts_ten_minutes_and_is_its_accounts() throws Exception {
        String token = kf.bell();
        String foreign = wecom.kf("wk2").bell();

        assertThat(errcode(pullWith("\"token\":\"" + token + "\""))).isZero();
        assertThat(errcode(pullWith("\"token\":\"" + foreign + "\""))).isEqualTo(95007);
        assertThat(errcode(pullWith("\"token\":\"made-up\""))).isEqualTo(95007);
        wecom.timePasses(Duration.ofMinutes(10));
        assertThat(errcode(pullWith("\"token\":\"" + token + "\""))).isEqualTo(95007);
    }

    @Test
    void how_long_a_token_of_a_doorbell_lasts_can_be_said() throws Exception {
        wecom.bellsLast(Duration.ZERO);

        assertThat(errcode(pullWith("\"token\":\"" + kf.bell() + "\""))).isEqualTo(95007);
    }

    @Test
    void without_the_token_of_a_doorbell_pulls_are_limited_for_each_account() throws Exception {
        wecom.limitWithoutToken(2, Duration.ofMinutes(1));
        wecom.kf("wk2");

        assertThat(errcode(pull(""))).isZero();
        assertThat(errcode(pull(""))).isZero();
        assertThat(errcode(pull(""))).isEqualTo(45009);
        assertThat(errcode(pullWith("\"token\":\"" + kf.bell() + "\""))).isZero();
        assertThat(errcode(client.pull("{\"open_kfid\":\"wk2\"}"))).isZero();
        wecom.timePasses(Duration.ofMinutes(1));
        assertThat(errcode(pull(""))).isZero();
    }

    @Test
    void pulls_at_once_are_counted_for_each_account() throws Exception {
        wecom.kf("wk2");
        wecom.on(FakeWeCom.SYNC_MSG).fails(3, Fault.slow(Duration.ofHours(1)));

        for (int i = 0; i < 3; i++) {
            client.begin(FakeWeCom.SYNC_MSG, "{\"open_kfid\":\"wk1\"}");
        }
        await().until(() -> kf.pulls() == 3);
        for (int i = 0; i < 20; i++) {
            client.pull("{\"open_kfid\":\"wk2\"}");
        }

        assertThat(kf.mostPullsAtOnce()).isEqualTo(3);
        assertThat(wecom.kf("wk2").mostPullsAtOnce()).isEqualTo(1);
    }

    @Test
    void the_doorbell_brings_a_token_that_is_good() throws Exception {
        Account account = Account.app("ww1", "token", "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG")
                .build();
        List<Payload> rung = new ArrayList<>();
        WeComCallbackTester tester =
                new WeComCallbackTester(AccountRepository.of(List.of(account)), (receiver, query, body) -> {
                    String encrypted = Payload.of(String.valueOf(body)).get("Encrypt");
                    rung.add(Payload.of(account.crypto().decrypt(encrypted).text()));
                    return new Answer(200, "");
                });

        Instant before = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        kf.ring(tester).expectAcknowledged().expectNoReply();
        kf.ring(tester).expectAcknowledged();
        kf.ring(tester).expectAcknowledged();

        Payload first = rung.get(0);
        assertThat(first.event()).isEqualTo("kf_msg_or_event");
        assertThat(first.get("OpenKfId")).isEqualTo("wk1");
        // Of many events in one second, others come from the near future.
        assertThat(rung).allSatisfy(bell -> assertThat(bell.createTime()).isBetween(before, Instant.now()));
        assertThat(first.get("Token")).isNotEqualTo(rung.get(1).get("Token"));
        assertThat(errcode(pullWith("\"token\":\"" + first.get("Token") + "\"")))
                .isZero();
    }

    @Test
    void pages_that_cannot_be_are_refused() {
        assertThatThrownBy(() -> wecom.pagesOf(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> wecom.pagesOf(1_001)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> wecom.emptyPages(1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> wecom.limitWithoutToken(-1, Duration.ofSeconds(1)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private JsonNode pull(String cursor) throws Exception {
        return pullWith("\"cursor\":\"" + cursor + "\"");
    }

    private JsonNode pullWith(String field) throws Exception {
        return client.pull("{\"open_kfid\":\"wk1\"," + field + "}");
    }

    private static Payload typed(JsonNode item) {
        return Payload.of(item.toString());
    }

    private static String cursor(JsonNode page) {
        return page.path("next_cursor").asString();
    }

    private static List<String> ids(JsonNode page) {
        assertThat(errcode(page)).isZero();
        List<String> ids = new ArrayList<>();
        page.path("msg_list").forEach(item -> ids.add(item.path("msgid").asString()));
        return ids;
    }

    private static int errcode(JsonNode answer) {
        return answer.path("errcode").asInt(Integer.MIN_VALUE);
    }
}
