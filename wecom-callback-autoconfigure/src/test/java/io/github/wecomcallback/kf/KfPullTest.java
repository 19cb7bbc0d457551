// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.kf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.wecomcallback.annotation.WeComMessageHandler;
import io.github.wecomcallback.exchange.Outcome;
import io.github.wecomcallback.message.Kf;
import io.github.wecomcallback.reply.Reply;
import io.github.wecomcallback.support.ApiServer;
import io.github.wecomcallback.support.ApiServer.Answer;
import io.github.wecomcallback.support.LogCapture;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.slf4j.event.Level;
import tools.jackson.databind.JsonNode;

/** Pulling and handling, against an API over HTTP. */
class KfPullTest {

    @RegisterExtension
    private final LogCapture log = LogCapture.at(Level.TRACE);

    private final ApiServer server = ApiServer.start();
    private final KfList list = new KfList(server);
    private final Servicer servicer = new Servicer();
    private KfNode node;

    @AfterEach
    void close() {
        node.close();
        server.close();
    }

    @AfterEach
    void nothing_of_secrets_or_people_is_logged() {
        assertThat(log.text()).doesNotContain("s3cret", "token-1", "the-bell", "hello", "wmChen");
    }

    @Test
    void pages_are_asked_for_with_what_the_platform_wants() {
        list.pagesOf(2).text("wmChen", "hello").text("wmLi", "two").text("wmChen", "three");
        node = KfNode.of(server, servicer).start();

        node.ring("the-bell").untilIdle();

        assertThat(servicer.handled).containsExactlyInAnyOrder("hello", "two", "three");
        assertThat(list.pulls())
                .extracting(JsonNode::toString)
                .containsExactly(
                        "{\"token\":\"the-bell\",\"limit\":1000,\"voice_format\":0,\"open_kfid\":\"wk1\"}",
                        "{\"cursor\":\"2\",\"token\":\"the-bell\",\"limit\":1000,\"voice_format\":0,\"open_kfid\":\"wk1\"}");
    }

    @Test
    void the_next_bell_goes_on_where_the_last_pull_ended() {
        list.text("wmChen", "hello");
        node = KfNode.of(server, servicer).start();
        node.ring("the-bell").untilIdle();
        list.text("wmChen", "two");

        node.ring("the-bell-2").untilIdle();

        assertThat(servicer.handled).containsExactly("hello", "two");
        assertThat(list.pulls().get(1).path("cursor").asString()).isEqualTo("1");
    }

    @Test
    void what_was_written_before_we_were_asked_is_passed_over() {
        list.text("wmChen", "long ago", Instant.now().minusSeconds(3_600)).text("wmChen", "hello");
        node = KfNode.of(server, servicer).start();

        node.ring("the-bell").untilIdle();

        assertThat(servicer.handled).containsExactly("hello");
        assertThat(node.statistics().passedOverMessages()).isOne();
    }

    @Test
    void what_is_no_message_does_not_cost_the_others() {
        list.item("17")
                .item("null")
                .item("[]")
                .item("\"text\"")
                .item("{}")
                .item("{\"msgtype\":17,\"msgid\":{}}")
                .item("{\"msgid\":\"m\",\"msgtype\":\"text\",\"text\":\"no object\",\"external_userid\":\"wmLi\"}")
                .item("{\"msgid\":\"m2\",\"msgtype\":\"event\"}")
                .text("wmChen", "hello");
        node = KfNode.of(server, servicer).start();

        node.ring("the-bell").untilIdle();

        assertThat(servicer.handled).contains("hello");
        assertThat(list.pulls()).hasSize(1);
        assertThat(node.overview().lastError()).isNull();
    }

    @Test
    void a_message_without_id_is_known_by_what_it_says() {
        String item = """
                {"external_userid":"wmLi","send_time":%d,"origin":3,"msgtype":"text","text":{"content":"no id"}}""".formatted(Instant.now().getEpochSecond());
        list.item(item).item(item);
        node = KfNode.of(server, servicer).start();

        node.ring("the-bell").untilIdle();

        assertThat(servicer.handled).containsExactly("no id");
    }

    @Test
    void one_that_fails_is_tried_again_before_the_next_of_the_same_customer_and_passed_after_its_last_try() {
        servicer.failing.add("bad");
        list.text("wmChen", "bad").text("wmChen", "after").text("wmLi", "other");
        node = KfNode.of(server, servicer).start();

        node.ring("the-bell").untilIdle();

        assertThat(servicer.handled.stream().filter(text -> !text.equals("other")))
                .containsExactly("bad", "bad", "bad", "after");
        assertThat(servicer.handled).contains("other");
        assertThat(node.statistics().givenUpMessages()).isOne();
        assertThat(node.statistics().failedTries()).isEqualTo(3);
        assertThat(node.statistics().handledMessages()).isEqualTo(2);
        assertThat(list.pulls()).as("it is passed").hasSize(1);
    }

    @Test
    void a_reply_goes_out_with_an_id_that_is_the_same_when_it_is_tried_again() {
        server.on(KfList.SEND, failing(2));
        list.text("wmChen", "hello");
        servicer.reply = "你好";
        node = KfNode.of(server, servicer).start();

        node.ring("the-bell").untilIdle();

        assertThat(servicer.handled).containsExactly("hello");
        assertThat(list.sent()).hasSize(3);
        JsonNode sent = list.sent().get(2);
        assertThat(list.sent()).containsOnly(sent);
        assertThat(sent.path("touser").asString()).isEqualTo("wmChen");
        assertThat(sent.path("open_kfid").asString()).isEqualTo("wk1");
        assertThat(sent.path("msgtype").asString()).isEqualTo("text");
        assertThat(sent.path("text").path("content").asString()).isEqualTo("你好");
        assertThat(sent.path("msgid").asString()).matches("[0-9a-zA-Z_-]{1,32}");
        assertThat(node.statistics().sentReplies()).isOne();
    }

    @Test
    void a_reply_that_will_never_be_taken_is_not_tried_again() {
        server.on(KfList.SEND, call -> Answer.errcode(95001, "send msg count limit"));
        list.text("wmChen", "hello");
        servicer.reply = "hi";
        node = KfNode.of(server, servicer).start();

        node.ring("the-bell").untilIdle();

        assertThat(list.sent()).hasSize(1);
        assertThat(node.statistics().unsentReplies()).isOne();
        assertThat(node.statistics().handledMessages()).isOne();
    }

    @Test
    void a_reply_waits_while_no_token_is_to_be_had() {
        server.on(KfList.SEND, call -> {
            server.on(ApiServer.GET_TOKEN, again -> Answer.errcode(40001, "invalid credential"));
            return Answer.errcode(42001, "access_token expired");
        });
        list.text("wmChen", "hello");
        servicer.reply = "hi";
        node = KfNode.of(server, servicer).start();

        node.ring("the-bell");
        await().until(() -> node.overview().failures() == 1);
        assertThat(node.overview().lastError()).isEqualTo("/cgi-bin/gettoken failed: 40001 invalid credential");
        assertThat(node.overview().lag()).isPositive();
        server.on(ApiServer.GET_TOKEN, call -> server.newToken(7200)).on(KfList.SEND, call -> Answer.ok());

        node.untilIdle();
        assertThat(servicer.handled).containsExactly("hello");
        assertThat(node.statistics().sentReplies()).isOne();
        assertThat(node.statistics().unsentReplies()).isZero();
        assertThat(node.statistics().failedTries()).isZero();
        assertThat(node.statistics().givenUpMessages()).isZero();
    }

    @Test
    void while_one_reply_is_not_taken_others_get_their_turn_and_what_is_done_is_not_offered_again() {
        List<String> offered = new CopyOnWriteArrayList<>();
        AtomicBoolean busy = new AtomicBoolean(true);
        server.on(
                KfList.SEND,
                call -> busy.get() && call.body().contains("wmLi") ? Answer.errcode(-1, "busy") : Answer.ok());
        list.text("wmChen", "one").text("wmLi", "two").text("wmChen", "three").text("wmWang", "four");
        servicer.reply = "hi";
        node = KfNode.of(server, servicer)
                .settings(oneAtATime())
                .interceptors((exchange, chain) -> {
                    offered.add(exchange.message().get("text.content"));
                    return chain.proceed();
                })
                .start();

        node.ring("the-bell");
        await().until(() -> node.overview().failures() == 2);

        assertThat(offered).containsExactly("one", "three", "two", "four", "two");
        assertThat(servicer.handled).containsExactly("one", "three", "two", "four");
        assertThat(node.overview().lastPull()).isNull();
        busy.set(false);
        node.untilIdle();
        assertThat(offered).containsExactly("one", "three", "two", "four", "two", "two");
        assertThat(servicer.handled).containsExactly("one", "three", "two", "four");
        assertThat(node.statistics().sentReplies()).isEqualTo(4);
        assertThat(node.statistics().failedTries()).isZero();
    }

    @Test
    void after_a_restart_while_replies_wait_the_page_is_there_and_what_is_done_is_not_handled_again() {
        KfCursorStore store = new MemoryKfCursorStore(Clock.systemUTC());
        server.on(
                KfList.SEND,
                call -> call.body().contains("wmLi") ? Answer.errcode(45009, "api freq out of limit") : Answer.ok());
        list.text("wmChen", "one").text("wmLi", "two").text("wmWang", "three");
        servicer.reply = "hi";
        KfNode before =
                KfNode.of(server, servicer).store(store).settings(oneAtATime()).start();
        before.ring("the-bell");
        await().until(() -> before.overview().failures() == 1);
        before.close();
        assertThat(servicer.handled).containsExactly("one", "two");
        list.text("wmChen", "four");
        server.on(KfList.SEND, call -> Answer.ok());

        node = KfNode.of(server, servicer).store(store).start();

        node.untilIdle();
        assertThat(servicer.handled)
                .as("that the handlers of the second were done, only the guard of that node knew")
                .containsExactlyInAnyOrder("one", "two", "two", "three", "four");
        assertThat(list.sent())
                .extracting(sent -> sent.path("touser").asString())
                .containsOnlyOnce("wmWang")
                .filteredOn("wmChen"::equals)
                .hasSize(2);
    }

    private static KfSettings oneAtATime() {
        KfSettings usual = KfNode.SETTINGS;
        return new KfSettings(
                usual.firstPull(), usual.lease(), usual.pollInterval(), 1, 1, usual.handlerTimeout(), usual.retry(), 0);
    }

    @Test
    void an_interceptor_sees_what_is_pulled_and_may_answer_in_the_handlers_place() {
        list.text("wmChen", "hello").text("wmLi", "stop");
        servicer.reply = "handled";
        node = KfNode.of(server, servicer)
                .interceptors((exchange, chain) -> {
                    boolean stop = "stop".equals(exchange.message().get("text.content"));
                    return stop ? Outcome.replied(Reply.text("stopped")) : chain.proceed();
                })
                .start();

        node.ring("the-bell").untilIdle();

        assertThat(servicer.handled).containsExactly("hello");
        assertThat(list.sent())
                .extracting(sent -> sent.path("touser").asString() + " "
                        + sent.path("text").path("content").asString())
                .containsExactlyInAnyOrder("wmChen handled", "wmLi stopped");
    }

    @Test
    void an_answer_of_an_interceptor_is_tried_again_when_it_cannot_be_sent() {
        server.on(KfList.SEND, failing(1));
        list.text("wmChen", "hello");
        node = KfNode.of(server, servicer)
                .interceptors((exchange, chain) -> Outcome.replied(Reply.text("stopped")))
                .start();

        node.ring("the-bell").untilIdle();

        assertThat(list.sent()).hasSize(2).containsOnly(list.sent().get(0));
        assertThat(node.statistics().sentReplies()).isOne();
    }

    @Test
    void an_answer_of_an_interceptor_that_is_not_accepted_is_not_sent() {
        list.text("wmChen", "hello");
        node = KfNode.of(server, servicer)
                .interceptors((exchange, chain) -> Outcome.replied(Reply.updateButton("done")))
                .start();

        node.ring("the-bell").untilIdle();

        assertThat(list.sent()).isEmpty();
        assertThat(node.statistics().handledMessages()).isOne();
    }

    @Test
    void an_interceptor_that_fails_has_the_message_tried_again() {
        AtomicInteger calls = new AtomicInteger();
        list.text("wmChen", "hello");
        node = KfNode.of(server, servicer)
                .interceptors((exchange, chain) -> {
                    if (calls.incrementAndGet() == 1) {
                        throw new IllegalStateException("not now");
                    }
                    return chain.proceed();
                })
                .start();

        node.ring("the-bell").untilIdle();

        assertThat(servicer.handled).containsExactly("hello");
    }

    @Test
    void while_there_is_no_room_the_page_is_kept_and_nothing_is_passed() {
        AtomicInteger calls = new AtomicInteger();
        list.text("wmChen", "hello");
        node = KfNode.of(server, servicer)
                .interceptors((exchange, chain) -> calls.incrementAndGet() <= 1 ? Outcome.busy() : chain.proceed())
                .start();

        node.ring("the-bell").untilIdle();

        assertThat(servicer.handled).containsExactly("hello");
        assertThat(node.statistics().failedPulls()).isOne();
        assertThat(node.statistics().givenUpMessages()).isZero();
    }

    @Test
    void a_platform_that_never_comes_to_an_end_is_not_asked_without_pause() {
        server.on(
                KfList.SYNC,
                call -> Answer.json("{\"errcode\":0,\"next_cursor\":\"same\",\"has_more\":1,\"msg_list\":[{}]}"));
        node = KfNode.of(server, servicer).start();

        node.ring("the-bell");

        await().until(() -> node.overview().failures() == 1);
        assertThat(list.pulls()).hasSizeLessThanOrEqualTo(2);
        assertThat(node.overview().lastError()).isEqualTo("The platform says there is more, but gives no new cursor");
    }

    @Test
    void a_few_empty_pages_before_the_next_are_no_reason_to_wait() {
        list.text("wmChen", "hello");
        AtomicInteger calls = new AtomicInteger();
        server.on(KfList.SYNC, call -> calls.incrementAndGet() < 10 ? emptyPage(calls.get()) : list.pageFrom(0));
        node = KfNode.of(server, servicer).start();

        node.ring("the-bell").untilIdle();

        assertThat(servicer.handled).containsExactly("hello");
        assertThat(list.pulls()).hasSize(10);
        assertThat(node.statistics().failedPulls()).isZero();
    }

    @Test
    void a_platform_that_gives_empty_pages_for_ever_is_asked_after_pauses_that_grow() {
        AtomicInteger calls = new AtomicInteger();
        server.on(KfList.SYNC, call -> emptyPage(calls.incrementAndGet()));
        node = KfNode.of(server, servicer).start();

        node.ring("the-bell");

        await().until(() -> node.overview().failures() == 2);
        assertThat(list.pulls()).hasSize(20);
        assertThat(list.pulls().get(19).path("cursor").asString())
                .as("nothing is read again")
                .isEqualTo("19");
        assertThat(node.overview().lastError())
                .isEqualTo("The platform says there is more, but page after page is empty");
    }

    private static Answer emptyPage(int next) {
        return Answer.json("{\"errcode\":0,\"next_cursor\":\"" + next + "\",\"has_more\":1,\"msg_list\":[]}");
    }

    @Test
    void an_object_that_is_none_of_the_platforms_answers_is_no_end_of_the_list() {
        list.text("wmChen", "hello");
        AtomicInteger calls = new AtomicInteger();
        server.on(
                KfList.SYNC,
                call -> calls.incrementAndGet() == 1 ? Answer.json("{\"message\":\"busy\"}") : list.page(call));
        node = KfNode.of(server, servicer).start();

        node.ring("the-bell").untilIdle();

        assertThat(servicer.handled).containsExactly("hello");
    }

    @Test
    void what_the_platform_says_of_a_failure_is_shown_but_not_at_any_length() {
        server.on(KfList.SYNC, call -> Answer.errcode(45009, "api freq out of limit ".repeat(1_000)));
        node = KfNode.of(server, servicer).start();

        node.ring("the-bell");

        await().until(() -> node.overview().failures() == 1);
        assertThat(node.overview().lastError())
                .startsWith("/cgi-bin/kf/sync_msg failed: 45009 api freq")
                .hasSizeLessThanOrEqualTo(500);
        assertThat(node.overview().lag()).isPositive();
    }

    @Test
    void a_bells_token_that_is_not_taken_is_done_without() {
        list.text("wmChen", "hello");
        server.on(
                KfList.SYNC,
                call -> call.body().contains("\"token\"")
                        ? Answer.errcode(95007, "invalid msg token")
                        : list.page(call));
        node = KfNode.of(server, servicer).start();

        node.ring("the-bell").untilIdle();

        assertThat(servicer.handled).containsExactly("hello");
        assertThat(list.pulls()).hasSize(2);
    }

    @Test
    void how_long_a_bells_token_is_good_is_told_by_the_stores_clock_and_not_by_the_nodes() {
        list.text("wmChen", "hello");
        node = KfNode.of(server, servicer)
                .clock(Clock.offset(Clock.systemUTC(), Duration.ofHours(1)))
                .start();

        node.ring("the-bell").untilIdle();

        assertThat(list.pulls().get(0).path("token").asString()).isEqualTo("the-bell");
    }

    @Test
    void a_bells_token_is_kept_while_no_access_token_is_to_be_had() {
        list.text("wmChen", "hello");
        AtomicInteger calls = new AtomicInteger();
        server.on(
                ApiServer.GET_TOKEN,
                call -> calls.incrementAndGet() == 1
                        ? Answer.errcode(40001, "invalid credential")
                        : server.newToken(7200));
        node = KfNode.of(server, servicer).start();

        node.ring("the-bell");

        await().until(() -> !servicer.handled.isEmpty());
        assertThat(list.pulls().get(0).path("token").asString()).isEqualTo("the-bell");
    }

    /** A few times the platform is busy, then it takes what comes. */
    private static Function<ApiServer.Call, Answer> failing(int times) {
        AtomicInteger calls = new AtomicInteger();
        return call -> calls.incrementAndGet() <= times ? Answer.errcode(-1, "system busy") : Answer.ok();
    }

    static final class Servicer {

        private final List<String> handled = new CopyOnWriteArrayList<>();
        private final Set<String> failing = ConcurrentHashMap.newKeySet();
        private volatile @Nullable String reply;

        @WeComMessageHandler
        @Nullable String serve(Kf.Text text) {
            handled.add(text.content());
            if (failing.contains(text.content())) {
                throw new IllegalStateException("cannot");
            }
            return reply;
        }
    }
}
