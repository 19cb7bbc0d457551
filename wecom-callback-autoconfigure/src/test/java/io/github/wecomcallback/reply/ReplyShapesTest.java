// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.reply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Named.named;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.wecomcallback.message.Payload;
import io.github.wecomcallback.message.WeComMessage;
import io.github.wecomcallback.support.WeCom;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Each shape of the catalogue, made with the API and compared with its sample. */
class ReplyShapesTest {

    private static final String PORTAL = "https://portal.example.com/";
    private static final String IMAGES = "https://wwimg.example.com/";

    private static final WeComMessage TEXT = app("<MsgType>text</MsgType>");
    private static final WeComMessage CARD_PRESSED = app("<MsgType>event</MsgType><Event>template_card_event</Event>");
    private static final WeComMessage TASK_CARD_PRESSED = app("<MsgType>event</MsgType><Event>taskcard_click</Event>");

    static List<Arguments> shapes() {
        return List.of(
                shape("text.xml", TEXT, Reply.text("已收到，我们会在今天内答复。")),
                shape("image.xml", TEXT, Reply.image("3Bq7ZtVwX0yRkP5sLm2hD8nCjG4fUaE1")),
                shape("voice.xml", TEXT, Reply.voice("3Dv9LpQeR6tYuI1oAsDfGhJkZxCvBnM2")),
                shape("video.xml", TEXT, Reply.video("3Kx5NwTyH8gBvFcDrEsWaQzXmLpOiU7j", "操作演示", "两分钟上手")),
                shape(
                        "news.xml",
                        TEXT,
                        Reply.news(
                                new Article("入职指引", "第一天要做的事", PORTAL + "a/1", IMAGES + "a/1.png"),
                                new Article("报销须知", "票据要求", PORTAL + "a/1", IMAGES + "a/1.png"))),
                shape("update_button.xml", CARD_PRESSED, Reply.updateButton("已处理")),
                shape("update_taskcard.xml", TASK_CARD_PRESSED, Reply.updateTaskCard("已同意")),
                shape("update_template_card.text_notice.xml", CARD_PRESSED, Reply.updateCard(appTextNotice())),
                shape("update_template_card.news_notice.xml", CARD_PRESSED, Reply.updateCard(appNewsNotice())),
                shape("update_template_card.button_interaction.xml", CARD_PRESSED, Reply.updateCard(appButtons())),
                shape("update_template_card.vote_interaction.xml", CARD_PRESSED, Reply.updateCard(appVote())),
                shape("update_template_card.multiple_interaction.xml", CARD_PRESSED, Reply.updateCard(appSelections())),
                shape("bot.text.json", sample("bot.event.enter_chat.json"), Reply.text("你好，我可以查制度、订会议室。")),
                shape("bot.template_card.text_notice.json", sample("bot.text.json"), Reply.card(botTextNotice())),
                shape("bot.template_card.news_notice.json", sample("bot.text.json"), Reply.card(botNewsNotice())),
                shape("bot.template_card.button_interaction.json", sample("bot.text.json"), Reply.card(botButtons())),
                shape("bot.template_card.vote_interaction.json", sample("bot.text.json"), Reply.card(botVote())),
                shape(
                        "bot.template_card.multiple_interaction.json",
                        sample("bot.text.json"),
                        Reply.card(botSelections())),
                shape(
                        "bot.stream.json",
                        sample("bot.stream.json"),
                        Reply.stream("st_20260101_01", "本周完成三项：**接口联调**、压测、文档。", true)
                                .pictures(Picture.of(Base64.getDecoder().decode("iVBORw0KGgo=")))
                                .feedback("fb_0091")),
                shape(
                        "bot.stream_with_template_card.json",
                        sample("bot.text.json"),
                        Reply.stream("st_20260101_01", "本周完成三项：**接口联调**、压测、文档。", false)
                                .feedback("fb_0091")
                                .card(botShortCard())),
                shape(
                        "bot.update_template_card.json",
                        sample("bot.event.template_card_event.button_interaction.json"),
                        Reply.updateCard(botShortCard()).forUsers("chen.yu")),
                shape(
                        "bot.response_url.markdown.json",
                        sample("bot.text.json"),
                        Reply.markdown("**已完成**：报告见附件").feedback("fb_0091")),
                shape(
                        "bot.response_url.template_card.json",
                        sample("bot.text.json"),
                        Reply.card(TemplateCard.textNotice()
                                .title("会议室预定", "请选择时段")
                                .opens(CardLink.page(PORTAL + "c"))
                                .taskId("bt_20260101_7")
                                .feedback("fb_0091")
                                .build())),
                shape("groupbot.xml.text.xml", sample("groupbot.xml.text.xml"), groupText()),
                shape("groupbot.json.text.json", sample("groupbot.json.text.json"), groupText()),
                shape("groupbot.xml.markdown.xml", sample("groupbot.xml.text.xml"), groupMarkdown()),
                shape("groupbot.json.markdown.json", sample("groupbot.json.text.json"), groupMarkdown()),
                shape(
                        "miniprogram.xml.transfer_customer_service.xml",
                        sample("miniprogram.xml.text.xml"),
                        Reply.transferToCustomerService()),
                shape(
                        "miniprogram.json.transfer_customer_service.json",
                        sample("miniprogram.json.text.json"),
                        Reply.transferToCustomerService()),
                shape(
                        "openhw.bind_result.json",
                        sample("openhw.bind.json"),
                        Reply.refuseBinding(40007, "verification code mismatch")),
                shape("openhw.user_scan_status.json", sample("openhw.user_scan.json"), Reply.deviceOnline(true)));
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void a_reply_is_written_like_its_sample(String file, WeComMessage message, Reply reply) {
        Payload expected = Payload.of(WeCom.sample(file));
        Instant time = expected.createTime() == null ? Instant.now() : expected.createTime();

        Payload written = Payload.of(reply.plaintext(message, time));

        assertThat(written.fields()).isEqualTo(expected.fields());
        assertThat(written.format()).isEqualTo(expected.format());
    }

    @Test
    void every_shape_of_the_catalogue_is_here() throws IOException {
        try (InputStream in = getClass().getResourceAsStream("/catalogue/replies.json")) {
            List<String> samples = JsonMapper.shared().readTree(in).findValues("sample").stream()
                    .map(JsonNode::asString)
                    .toList();

            assertThat(samples)
                    .hasSize(31)
                    .containsExactlyInAnyOrderElementsOf(shapes().stream()
                            .map(shape -> "samples/" + file(shape))
                            .toList());
            LoggerFactory.getLogger(getClass())
                    .info("Replies: {} of {} shapes are held against their samples", shapes().size(), samples.size());
        }
    }

    @Test
    void receiver_and_sender_are_exchanged_and_the_time_is_a_bare_number() {
        String plaintext = Reply.text("hi").plaintext(TEXT, Instant.ofEpochSecond(1_767_252_259));

        assertThat(plaintext)
                .isEqualTo("<xml><ToUserName><![CDATA[chen.yu]]></ToUserName>"
                        + "<FromUserName><![CDATA[ww4f0c9be27a61d835]]></FromUserName>"
                        + "<CreateTime>1767252259</CreateTime><MsgType><![CDATA[text]]></MsgType>"
                        + "<Content><![CDATA[hi]]></Content></xml>");
    }

    @Test
    void lists_of_a_card_are_siblings_without_a_wrapper() {
        String plaintext = Reply.updateCard(TemplateCard.buttonInteraction()
                        .button("同意", "yes", 1)
                        .button("驳回", "no", 2)
                        .build())
                .plaintext(CARD_PRESSED, Instant.now());

        assertThat(plaintext)
                .contains(
                        "<ButtonList><Text><![CDATA[同意]]></Text><Style>1</Style><Key><![CDATA[yes]]></Key></ButtonList>"
                                + "<ButtonList><Text><![CDATA[驳回]]></Text><Style>2</Style><Key><![CDATA[no]]></Key></ButtonList>");
    }

    @Test
    void a_bots_card_takes_the_task_id_of_the_one_that_was_pressed() {
        WeComMessage pressed = sample("bot.event.template_card_event.button_interaction.json");
        TemplateCard card =
                TemplateCard.buttonInteraction().button("已预定", "done").build();

        Payload written = Payload.of(Reply.updateCard(card).plaintext(pressed, Instant.now()));

        assertThat(written.get("template_card.task_id")).isEqualTo("bt_20260101_7");
        assertThat(written.has("userids")).isFalse();
    }

    @Test
    void a_video_and_an_article_need_no_description() {
        Payload video = Payload.of(Reply.video("m1").plaintext(TEXT, Instant.now()));
        Payload news = Payload.of(
                Reply.news(new Article("t", null, "https://example.com", null)).plaintext(TEXT, Instant.now()));

        assertThat(video.fields().get("Video").properties()).hasSize(1);
        assertThat(news.has("Articles.item.Description")).isFalse();
        assertThat(news.has("Articles.item.PicUrl")).isFalse();
    }

    private static TemplateCard appTextNotice() {
        return TemplateCard.textNotice()
                .source(IMAGES + "ic.png", "人事助手", CardColor.BLACK)
                .title("请假单已提交", "等待主管处理")
                .menu("更多操作")
                .menuEntry("不再提醒", "mute")
                .menuEntry("转给同事", "forward")
                .quote("制度摘录", "年假需提前三天申请", CardLink.page(PORTAL + "q"))
                .emphasis("2 天", "请假时长")
                .subTitle("如需修改请先撤回")
                .row("申请人", "陈宇")
                .fileRow("附件", "清单.pdf", "3Fa0")
                .memberRow("主管", "高林", "gao_lin")
                .linkRow("流程", "查看", PORTAL + "f")
                .jump("打开单据", CardLink.page(PORTAL + "d"))
                .jump("打开小程序", CardLink.miniProgram("wx5d1e9c07ab34f826", "pages/d.html"))
                .opens(CardLink.page(PORTAL + "c"), "查看")
                .build();
    }

    private static TemplateCard appNewsNotice() {
        return TemplateCard.newsNotice()
                .source(IMAGES + "ic.png", "人事助手", CardColor.BLACK)
                .title("请假单已提交", "等待主管处理")
                .menu("更多操作")
                .menuEntry("不再提醒", "mute")
                .menuEntry("转给同事", "forward")
                .quote("制度摘录", "年假需提前三天申请", CardLink.page(PORTAL + "q"))
                .imageText(IMAGES + "i.png", "左图右文", "说明", CardLink.page(PORTAL + "i"))
                .image(IMAGES + "ci.png", 1.3)
                .text("第一项", "说明一")
                .row("申请人", "陈宇")
                .fileRow("附件", "清单.pdf", "3Fa0")
                .memberRow("主管", "高林", "gao_lin")
                .linkRow("流程", "查看", PORTAL + "f")
                .jump("打开单据", CardLink.page(PORTAL + "d"))
                .jump("打开小程序", CardLink.miniProgram("wx5d1e9c07ab34f826", "pages/d.html"))
                .opens(CardLink.page(PORTAL + "c"), "查看")
                .build();
    }

    private static TemplateCard appButtons() {
        return TemplateCard.buttonInteraction()
                .source(IMAGES + "ic.png", "人事助手", CardColor.BLACK)
                .title("请假单已提交", "等待主管处理")
                .menu("更多操作")
                .menuEntry("不再提醒", "mute")
                .menuEntry("转给同事", "forward")
                .quote("制度摘录", "年假需提前三天申请", CardLink.page(PORTAL + "q"))
                .subTitle("如需修改请先撤回")
                .row("申请人", "陈宇")
                .fileRow("附件", "清单.pdf", "3Fa0")
                .memberRow("主管", "高林", "gao_lin")
                .linkRow("流程", "查看", PORTAL + "f")
                .opens(CardLink.page(PORTAL + "c"), "查看")
                .selection(twoOptions("q1", "处理方式"))
                .button("同意", "yes", 1)
                .button("驳回", "no", 2)
                .replaceText("已提交")
                .build();
    }

    private static TemplateCard appVote() {
        return TemplateCard.voteInteraction()
                .source(IMAGES + "ic.png", "人事助手", CardColor.BLACK)
                .title("请假单已提交", "等待主管处理")
                .question("lunch")
                .multiple()
                .disable()
                .option("o1", "选项一", true)
                .option("o2", "选项二")
                .submit("提交", "submit")
                .replaceText("已投票")
                .build();
    }

    private static TemplateCard appSelections() {
        return TemplateCard.multipleInteraction()
                .source(IMAGES + "ic.png", "人事助手", CardColor.BLACK)
                .title("请假单已提交", "等待主管处理")
                .selection(twoOptions("city", "城市"))
                .submit("提交", "submit")
                .replaceText("已提交")
                .build();
    }

    private static CardSelection twoOptions(String key, String title) {
        return CardSelection.of(key, title)
                .option("o1", "选项一")
                .option("o2", "选项二")
                .selected("o1")
                .disable();
    }

    private static TemplateCard botTextNotice() {
        return TemplateCard.textNotice()
                .source(IMAGES + "ic.png", "小助手", CardColor.GREY)
                .menu("更多")
                .menuEntry("静音", "menu_mute")
                .title("会议室预定", "请选择时段")
                .emphasis("3 间", "可用")
                .quote("说明", "最长两小时", CardLink.page(PORTAL + "q"))
                .subTitle("数据每分钟更新")
                .row("楼层", "3F")
                .linkRow("平面图", "查看", PORTAL + "m")
                .jump("帮助", CardLink.page(PORTAL + "h"))
                .jump("还有空房吗", CardLink.question("下午还有空的会议室吗"))
                .opens(CardLink.page(PORTAL + "c"))
                .taskId("bt_20260101_7")
                .feedback("fb_0091")
                .build();
    }

    private static TemplateCard botNewsNotice() {
        return TemplateCard.newsNotice()
                .source(IMAGES + "ic.png", "小助手", CardColor.GREY)
                .menu("更多")
                .menuEntry("静音", "menu_mute")
                .title("会议室预定", "请选择时段")
                .image(IMAGES + "ci.png", 1.3)
                .imageText(IMAGES + "it.png", "图文区", "说明", CardLink.page(PORTAL + "i"))
                .text("一", "说明")
                .row("楼层", "3F")
                .linkRow("平面图", "查看", PORTAL + "m")
                .jump("帮助", CardLink.page(PORTAL + "h"))
                .jump("还有空房吗", CardLink.question("下午还有空的会议室吗"))
                .opens(CardLink.page(PORTAL + "c"))
                .taskId("bt_20260101_7")
                .feedback("fb_0091")
                .build();
    }

    private static TemplateCard botButtons() {
        return TemplateCard.buttonInteraction()
                .source(IMAGES + "ic.png", "小助手", CardColor.GREY)
                .menu("更多")
                .menuEntry("静音", "menu_mute")
                .title("会议室预定", "请选择时段")
                .row("楼层", "3F")
                .linkRow("平面图", "查看", PORTAL + "m")
                .selection(CardSelection.of("slot", "时段")
                        .option("am", "上午")
                        .option("pm", "下午")
                        .selected("am"))
                .button("预定", "btn_ok")
                .opens(CardLink.page(PORTAL + "c"))
                .taskId("bt_20260101_7")
                .feedback("fb_0091")
                .build();
    }

    private static TemplateCard botVote() {
        return TemplateCard.voteInteraction()
                .source(IMAGES + "ic.png", "小助手", CardColor.GREY)
                .title("会议室预定", "请选择时段")
                .question("lunch")
                .multiple()
                .option("rice", "米饭")
                .submit("提交", "submit_vote")
                .taskId("bt_20260101_7")
                .feedback("fb_0091")
                .build();
    }

    private static TemplateCard botSelections() {
        return TemplateCard.multipleInteraction()
                .source(IMAGES + "ic.png", "小助手", CardColor.GREY)
                .title("会议室预定", "请选择时段")
                .selection(CardSelection.of("city", "城市").option("hz", "杭州").selected("hz"))
                .submit("提交", "submit_vote")
                .taskId("bt_20260101_7")
                .feedback("fb_0091")
                .build();
    }

    private static TemplateCard botShortCard() {
        return TemplateCard.buttonInteraction()
                .title("会议室预定", "请选择时段")
                .button("预定", "btn_ok")
                .taskId("bt_20260101_7")
                .feedback("fb_0091")
                .build();
    }

    private static Reply groupText() {
        return Reply.text("今日值班：高林")
                .mention("chen.yu", "@all")
                .mentionMobile("13900001234")
                .visibleTo("chen.yu", "gao_lin");
    }

    private static Reply groupMarkdown() {
        return Reply.markdown("## 值班表\n> 高林")
                .visibleTo("chen.yu", "gao_lin")
                .buttons(
                        "cb_more",
                        MarkdownButton.of("btn_detail", "more", "查看更多")
                                .colors("2EAB49", "2EAB49")
                                .replaceText("已查看"));
    }

    private static Arguments shape(String file, WeComMessage message, Reply reply) {
        return arguments(named(file, "reply." + file), named(message.kind().toString(), message), reply);
    }

    private static String file(Arguments shape) {
        return (String) ((Named<?>) shape.get()[0]).getPayload();
    }

    private static WeComMessage app(String discriminators) {
        return Payload.of("<xml><ToUserName>ww4f0c9be27a61d835</ToUserName><FromUserName>chen.yu</FromUserName>"
                + discriminators + "</xml>");
    }

    private static WeComMessage sample(String file) {
        return Payload.of(WeCom.sample(file));
    }
}
