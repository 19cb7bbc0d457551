// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.reply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.wecomcallback.message.Payload;
import io.github.wecomcallback.message.WeComMessage;
import io.github.wecomcallback.support.WeCom;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What replies to customers look like, as {@code kf/send_msg} documents it. */
class KfReplyTest {

    private static final JsonMapper JSON = new JsonMapper();
    private static final WeComMessage TEXT = sample("kf.text.json");

    static List<Arguments> shapes() {
        return List.of(
                arguments(Reply.text("你好"), "{'msgtype':'text','text':{'content':'你好'}}"),
                arguments(Reply.image("m1"), "{'msgtype':'image','image':{'media_id':'m1'}}"),
                arguments(Reply.voice("m1"), "{'msgtype':'voice','voice':{'media_id':'m1'}}"),
                arguments(Reply.video("m1", null, null), "{'msgtype':'video','video':{'media_id':'m1'}}"),
                arguments(Reply.file("m1"), "{'msgtype':'file','file':{'media_id':'m1'}}"),
                arguments(
                        Reply.link("t", "d", "u", "m1"),
                        "{'msgtype':'link','link':{'title':'t','desc':'d','url':'u','thumb_media_id':'m1'}}"),
                arguments(
                        Reply.link("t", null, "u", "m1"),
                        "{'msgtype':'link','link':{'title':'t','url':'u','thumb_media_id':'m1'}}"),
                arguments(
                        Reply.miniProgram("wx1", "t", "m1", "p"),
                        "{'msgtype':'miniprogram','miniprogram':"
                                + "{'appid':'wx1','title':'t','thumb_media_id':'m1','pagepath':'p'}}"),
                arguments(
                        Reply.location("塔", "广州", 23.1, 113.25),
                        "{'msgtype':'location','location':"
                                + "{'name':'塔','address':'广州','latitude':23.1,'longitude':113.25}}"),
                arguments(
                        Reply.menu("h").click("1", "good"),
                        "{'msgtype':'msgmenu','msgmenu':{'head_content':'h',"
                                + "'list':[{'type':'click','click':{'id':'1','content':'good'}}]}}"),
                arguments(
                        Reply.menu(null)
                                .click("1", "good")
                                .view("u", "page")
                                .miniProgram("wx1", "p", "mini")
                                .text("or write")
                                .tail("t"),
                        "{'msgtype':'msgmenu','msgmenu':{'list':["
                                + "{'type':'click','click':{'id':'1','content':'good'}},"
                                + "{'type':'view','view':{'url':'u','content':'page'}},"
                                + "{'type':'miniprogram','miniprogram':"
                                + "{'appid':'wx1','pagepath':'p','content':'mini'}},"
                                + "{'type':'text','text':{'content':'or write'}}],'tail_content':'t'}}"));
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void a_reply_is_what_the_platform_wants(Reply reply, String json) {
        assertThat(AcceptedReplies.accepts(TEXT, reply)).isTrue();
        assertThat(JSON.readTree(reply.plaintext(TEXT, Instant.now())))
                .isEqualTo(JSON.readTree(json.replace('\'', '"')));
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void a_reply_as_text_shows_nothing_of_it(Reply reply, String json) {
        assertThat(reply.toString()).doesNotContain("m1", "good", "你好", "wx1", "广州");
    }

    @Test
    void a_text_that_is_too_long_is_cut_where_a_character_ends() {
        JsonNode sent = JSON.readTree(Reply.text("长".repeat(1_000)).plaintext(TEXT, Instant.now()));

        String content = sent.path("text").path("content").asString();
        assertThat(content).matches("长+.?");
        assertThat(content.getBytes(StandardCharsets.UTF_8)).hasSizeBetween(2_040, 2_048);
    }

    @Test
    void a_text_is_not_escaped_as_xml_would_be() {
        String odd = "<a href=\"x\">&amp;]]>\n\"\\\u0001";

        JsonNode sent = JSON.readTree(Reply.text(odd).plaintext(TEXT, Instant.now()));

        assertThat(sent.path("text").path("content").asString()).isEqualTo(odd);
    }

    @Test
    void a_menu_is_another_with_each_entry() {
        MenuReply begin = Reply.menu("h");

        begin.click("1", "one");

        assertThat(begin.entries()).isEmpty();
    }

    @Test
    void who_enters_or_ends_a_session_gets_a_text_or_a_menu() {
        for (String event : List.of("enter_session", "session_status_change")) {
            WeComMessage entered = sample("kf.event." + event + ".json");
            assertThat(AcceptedReplies.accepts(entered, Reply.text("x"))).isTrue();
            assertThat(AcceptedReplies.accepts(entered, Reply.menu("x"))).isTrue();
            assertThat(AcceptedReplies.accepts(entered, Reply.image("x"))).isFalse();
        }
    }

    @Test
    void what_only_customers_get_is_not_for_colleagues() {
        WeComMessage colleague = Payload.of(WeCom.text("hi", 1));

        assertThat(List.of(
                        Reply.file("m"),
                        Reply.link("t", "d", "u", "m"),
                        Reply.miniProgram("a", "t", "m", "p"),
                        Reply.location("n", "a", 1, 2),
                        Reply.menu("h")))
                .noneMatch(reply -> AcceptedReplies.accepts(colleague, reply));
    }

    private static WeComMessage sample(String file) {
        return Payload.of(WeCom.sample(file));
    }
}
