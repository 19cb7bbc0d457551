// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.test.kf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.wecomcallback.kf.KfCursorStore;
import io.github.wecomcallback.kf.KfDoor;
import io.github.wecomcallback.kf.KfMonitor;
import io.github.wecomcallback.kf.KfOverview;
import io.github.wecomcallback.kf.KfStatistics;
import io.github.wecomcallback.test.FakeKf;
import io.github.wecomcallback.test.FakeWeCom;
import io.github.wecomcallback.test.Fault;
import io.github.wecomcallback.test.SentMessage;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What becomes of customers' messages when the platform, or what is before it, has its bad days. */
class KfTroubleTest {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final AtomicInteger KFS = new AtomicInteger();
    private static final FakeWeCom WECOM = FakeWeCom.start();
    private static final Servicer SERVICER = new Servicer();

    private static KfApp app;

    private final FakeKf kf = WECOM.kf("wkTrouble" + KFS.incrementAndGet());

    @BeforeAll
    static void start() {
        app = KfApp.of(WECOM, SERVICER)
                .with("wecom.callback.api.read-timeout", "300ms")
                .start();
    }

    @AfterAll
    static void stop() {
        app.close();
        WECOM.close();
    }

    @AfterEach
    void mend() {
        WECOM.on(FakeWeCom.SYNC_MSG).works();
        WECOM.on(FakeWeCom.SEND_MSG).works().limit(Integer.MAX_VALUE, Duration.ofSeconds(1));
        WECOM.on(FakeWeCom.GET_TOKEN).works();
        WECOM.pagesOf(1_000).bellsLast(Duration.ofMinutes(10));
        SERVICER.forget();
    }

    static Stream<Named<Fault>> faults() {
        return Stream.of(
                Named.of("too often", Fault.errcode(45009, "api freq out of limit")),
                Named.of("busy", Fault.errcode(-1, "system busy")),
                Named.of("bad gateway", Fault.status(502)),
                Named.of("no JSON", Fault.noJson()),
                Named.of("nothing", Fault.emptyBody()),
                Named.of("no answer", Fault.hang()),
                Named.of("a broken connection", Fault.drop()),
                Named.of("a lost answer", Fault.lostAnswer()));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void a_page_that_cannot_be_had_is_asked_for_again_later(Fault fault) {
        int callsBefore = WECOM.calls(FakeWeCom.SYNC_MSG);
        kf.addTexts(3, 2);
        WECOM.on(FakeWeCom.SYNC_MSG).fails(fault);

        app.ring(kf);

        await().atMost(SOON).until(() -> SERVICER.handled().size() == 3);
        assertThat(SERVICER.handled()).containsExactlyInAnyOrder("1", "2", "3");
        assertThat(WECOM.calls(FakeWeCom.SYNC_MSG) - callsBefore).isBetween(2, 3);
    }

    @Test
    void a_fault_in_the_middle_costs_the_pages_before_it_nothing() {
        WECOM.pagesOf(2);
        kf.addTexts(6, 1);
        SERVICER.does(text -> {
            if (text.content().equals("3")) {
                WECOM.on(FakeWeCom.SYNC_MSG).fails(Fault.status(503));
            }
            return null;
        });

        app.ring(kf);

        await().atMost(SOON).until(() -> SERVICER.handled().size() == 6);
        untilIdle();
        assertThat(SERVICER.handled()).containsExactly("1", "2", "3", "4", "5", "6");
    }

    @Test
    void while_nothing_can_be_pulled_bells_are_acknowledged_and_cause_no_storm_and_health_tells() throws Exception {
        int callsBefore = WECOM.calls(FakeWeCom.SYNC_MSG);
        kf.customer("wmChen").writes("patience");
        WECOM.on(FakeWeCom.SYNC_MSG).alwaysFails(Fault.errcode(45009, "api freq out of limit"));
        for (int i = 0; i < 50; i++) {
            app.ring(kf);
        }
        await().atMost(SOON).until(() -> overview().failures() >= 1);

        assertThat(WECOM.calls(FakeWeCom.SYNC_MSG) - callsBefore).isLessThan(10);
        String health = app.health();
        JsonNode door = doorIn(health);
        assertThat(door.path("lastError").asString())
                .isEqualTo("/cgi-bin/kf/sync_msg failed: 45009 api freq out of limit");
        assertThat(Duration.parse(door.path("lag").asString())).isPositive();
        assertThat(door.path("account").asString()).isEqualTo("default");
        assertThat(health).contains("\"status\":\"UP\"").doesNotContain(KfApp.SECRET, "_fakeAccessToken", "ENC");

        WECOM.on(FakeWeCom.SYNC_MSG).works();
        await().atMost(SOON).until(() -> SERVICER.handled().contains("patience"));
        untilIdle();
        assertThat(doorIn(app.health()).hasNonNull("lastError")).isFalse();
    }

    @Test
    void a_bells_token_that_is_over_is_done_without() {
        WECOM.bellsLast(Duration.ZERO);
        kf.customer("wmChen").writes("late");

        app.ring(kf);

        await().atMost(SOON).until(() -> SERVICER.handled().contains("late"));
        assertThat(kf.pulls()).isEqualTo(2);
    }

    @Test
    void a_token_that_is_revoked_between_two_pages_is_renewed_once() {
        int tokensBefore = WECOM.calls(FakeWeCom.GET_TOKEN);
        WECOM.pagesOf(2);
        kf.addTexts(4, 1);
        SERVICER.does(text -> {
            if (text.content().equals("2")) {
                WECOM.revokeTokens();
            }
            return "got " + text.content();
        });

        app.ring(kf);

        assertThat(kf.awaitSent(4, SOON))
                .extracting(SentMessage::text)
                .containsExactly("got 1", "got 2", "got 3", "got 4");
        assertThat(WECOM.calls(FakeWeCom.GET_TOKEN) - tokensBefore).isLessThanOrEqualTo(2);
        assertThat(SERVICER.handled()).hasSize(4);
    }

    @Test
    void a_token_that_is_over_is_renewed() {
        kf.customer("wmChen").writes("one");
        app.ring(kf);
        await().atMost(SOON).until(() -> SERVICER.handled().contains("one"));
        WECOM.timePasses(Duration.ofHours(3));
        kf.customer("wmChen").writes("two");

        app.ring(kf);

        await().atMost(SOON).until(() -> SERVICER.handled().contains("two"));
        assertThat(overview().failures()).isZero();
    }

    @Test
    void while_no_access_token_is_to_be_had_it_is_not_asked_for_all_the_time() {
        WECOM.revokeTokens();
        int tokensBefore = WECOM.calls(FakeWeCom.GET_TOKEN);
        WECOM.on(FakeWeCom.GET_TOKEN).fails(Fault.errcode(40001, "invalid credential"));
        kf.customer("wmChen").writes("hello");

        for (int i = 0; i < 20; i++) {
            app.ring(kf);
        }

        await().atMost(SOON).until(() -> SERVICER.handled().contains("hello"));
        assertThat(WECOM.calls(FakeWeCom.GET_TOKEN) - tokensBefore).isEqualTo(2);
        assertThat(SERVICER.handled()).containsExactly("hello");
    }

    @ParameterizedTest
    @MethodSource("faults")
    void a_reply_arrives_once_however_it_is_lost_and_the_handler_runs_once(Fault fault) {
        SERVICER.does(text -> "got " + text.content());
        WECOM.on(FakeWeCom.SEND_MSG).fails(fault);
        kf.customer("wmChen").writes("hello");

        app.ring(kf);

        kf.customer("wmChen").awaitReceived(1, SOON);
        untilIdle();
        assertThat(kf.customer("wmChen").received())
                .extracting(SentMessage::text)
                .containsExactly("got hello");
        assertThat(SERVICER.handled()).containsExactly("hello");
    }

    @Test
    void while_replies_are_refused_the_door_waits_and_then_every_customer_is_answered_once() throws Exception {
        int callsBefore = WECOM.calls(FakeWeCom.SEND_MSG);
        WECOM.on(FakeWeCom.SEND_MSG).alwaysFails(Fault.errcode(45009, "api freq out of limit"));
        SERVICER.does(text -> "got " + text.content());
        kf.addTexts(300, 300);

        app.ring(kf);
        await().atMost(SOON).until(() -> overview().failures() == 3);

        assertThat(kf.sent()).isEmpty();
        assertThat(WECOM.calls(FakeWeCom.SEND_MSG) - callsBefore)
                .as("as many as are handled at once, and then one after each pause")
                .isLessThanOrEqualTo(16 + 3);
        assertThat(cursor()).isNull();
        assertThat(doorIn(app.health()).path("lastError").asString())
                .isEqualTo("/cgi-bin/kf/send_msg failed: 45009 api freq out of limit");

        WECOM.on(FakeWeCom.SEND_MSG).works();
        kf.awaitSent(300, SOON);
        untilIdle();
        assertThat(kf.sent()).hasSize(300).extracting(SentMessage::text).doesNotHaveDuplicates();
        assertThat(SERVICER.handled()).hasSize(300).doesNotHaveDuplicates();
        assertThat(cursor()).isNotNull();
    }

    @Test
    void a_limit_is_kept_to_and_every_customer_is_answered_once() {
        int callsBefore = WECOM.calls(FakeWeCom.SEND_MSG);
        WECOM.on(FakeWeCom.SEND_MSG).limit(100, Duration.ofSeconds(2));
        SERVICER.does(text -> "got " + text.content());
        kf.addTexts(300, 300);

        app.ring(kf);

        kf.awaitSent(300, SOON);
        untilIdle();
        assertThat(kf.sent()).hasSize(300).extracting(SentMessage::text).doesNotHaveDuplicates();
        assertThat(SERVICER.handled()).hasSize(300).doesNotHaveDuplicates();
        assertThat(WECOM.calls(FakeWeCom.SEND_MSG) - callsBefore).isLessThan(300 + 100);
    }

    @Test
    void while_access_tokens_are_refused_one_page_costs_a_handful_of_them() {
        int tokensBefore = WECOM.calls(FakeWeCom.GET_TOKEN);
        WECOM.on(FakeWeCom.SEND_MSG).alwaysFails(Fault.errcode(42001, "access_token expired"));
        SERVICER.does(text -> "got " + text.content());
        kf.addTexts(300, 300);

        app.ring(kf);
        await().atMost(SOON).until(() -> overview().failures() == 3);

        assertThat(WECOM.calls(FakeWeCom.GET_TOKEN) - tokensBefore).isLessThanOrEqualTo(5);
        WECOM.on(FakeWeCom.SEND_MSG).works();
        kf.awaitSent(300, SOON);
        untilIdle();
        assertThat(kf.sent()).hasSize(300).extracting(SentMessage::text).doesNotHaveDuplicates();
        assertThat(SERVICER.handled()).hasSize(300).doesNotHaveDuplicates();
    }

    private @Nullable String cursor() {
        String state = app.bean(KfCursorStore.class)
                .find(new KfDoor("default", kf.id()))
                .state();
        return new JsonMapper().readTree(state).path("cursor").asString(null);
    }

    @Test
    void a_reply_too_many_is_given_up_and_the_others_go_on() {
        WECOM.on(FakeWeCom.SEND_MSG).fails(Fault.errcode(95001, "send msg count limit"));
        long unsent = app.bean(KfStatistics.class).unsentReplies();
        SERVICER.does(text -> "got " + text.content());
        kf.customer("wmChen").writes("one");
        kf.customer("wmChen").writes("two");

        app.ring(kf);

        assertThat(kf.customer("wmChen").awaitReceived(1, SOON))
                .extracting(SentMessage::text)
                .containsExactly("got two");
        assertThat(app.bean(KfStatistics.class).unsentReplies() - unsent).isOne();
    }

    private KfOverview.Door overview() {
        return app.bean(KfMonitor.class).overview().doors().stream()
                .filter(door -> door.openKfId().equals(kf.id()))
                .findFirst()
                .orElseThrow();
    }

    private JsonNode doorIn(String health) {
        JsonNode details = new JsonMapper()
                .readTree(health)
                .path("components")
                .path("weComCallback")
                .path("details")
                .path("kf");
        return details.valueStream()
                .filter(door -> door.path("openKfId").asString().equals(kf.id()))
                .findFirst()
                .orElseThrow();
    }

    private void untilIdle() {
        await().atMost(SOON).until(() -> overview().lag().isZero());
    }
}
