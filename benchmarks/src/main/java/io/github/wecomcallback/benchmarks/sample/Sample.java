// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.benchmarks.sample;

import java.time.Instant;

/** The plaintexts, each different from all others by its number. */
public enum Sample {
    /** A message of 0.4 KB, to which a text is replied. */
    TEXT {
        @Override
        public String plaintext(long number) {
            return header("li.wei", "text") + "<Content><![CDATA[" + CONTENT + "]]></Content><MsgId>"
                    + (FIRST_ID + number) + "</MsgId><AgentID>1000012</AgentID></xml>";
        }
    },
    /** A press on a card's button with choices, 1 KB; acknowledged without a reply. */
    CARD {
        @Override
        public String plaintext(long number) {
            StringBuilder xml = new StringBuilder(header("chen.yu", "event"))
                    .append("<Event><![CDATA[template_card_event]]></Event>")
                    .append("<EventKey><![CDATA[approve_btn]]></EventKey><TaskId><![CDATA[task-")
                    .append(FIRST_ID + number)
                    .append("]]></TaskId><CardType><![CDATA[multiple_interaction]]></CardType>")
                    .append("<ResponseCode><![CDATA[RC7f2e0b91d4]]></ResponseCode><AgentID>1000012</AgentID>")
                    .append("<SelectedItems>");
            for (int i = 1; i <= 4; i++) {
                xml.append("<SelectedItem><QuestionKey><![CDATA[question_")
                        .append(i)
                        .append("]]></QuestionKey><OptionIds><OptionId><![CDATA[option_")
                        .append(i)
                        .append("]]></OptionId></OptionIds></SelectedItem>");
            }
            return xml.append("</SelectedItems></xml>").toString();
        }
    },
    /** A change of an approval with many approvers and comments, 8 KB; acknowledged without a reply. */
    APPROVAL {
        @Override
        public String plaintext(long number) {
            StringBuilder xml = new StringBuilder(header("sys", "event"))
                    .append("<Event><![CDATA[sys_approval_change]]></Event><AgentID>3010040</AgentID>")
                    .append("<ApprovalInfo><SpNoStr><![CDATA[")
                    .append(FIRST_ID + number)
                    .append("]]></SpNoStr><SpNo>")
                    .append(FIRST_ID + number)
                    .append("</SpNo><SpName><![CDATA[差旅申请]]></SpName><SpStatus>1</SpStatus>")
                    .append("<TemplateId><![CDATA[C4Rz8mQv2ZtK0sXnE4yRbT]]></TemplateId>")
                    .append("<ApplyTime>1767230500</ApplyTime><Applyer><UserId><![CDATA[chen.yu]]></UserId>")
                    .append("<Party><![CDATA[18]]></Party></Applyer><SpRecord><SpStatus>1</SpStatus>")
                    .append("<ApproverAttr>1</ApproverAttr>");
            for (int i = 1; i <= 20; i++) {
                xml.append("<Details><Approver><UserId><![CDATA[approver_")
                        .append(i)
                        .append("]]></UserId></Approver><Speech><![CDATA[同意,请尽快办理]]></Speech>")
                        .append("<SpStatus>2</SpStatus><SpTime>1767231900</SpTime></Details>");
            }
            xml.append("</SpRecord><Notifyer><UserId><![CDATA[finance01]]></UserId></Notifyer>");
            for (int i = 1; i <= 15; i++) {
                xml.append("<Comments><CommentUserInfo><UserId><![CDATA[commenter_")
                        .append(i)
                        .append("]]></UserId></CommentUserInfo><CommentTime>1767231950</CommentTime>")
                        .append("<CommentContent><![CDATA[请补充行程单]]></CommentContent><CommentId><![CDATA[")
                        .append(7590003127745110044L + i)
                        .append("]]></CommentId></Comments>");
            }
            return xml.append("<StatuChangeEvent>1</StatuChangeEvent></ApprovalInfo></xml>")
                    .toString();
        }
    };

    private static final long FIRST_ID = 7_000_000_000_000_000_000L;
    /** What a text says. */
    public static final String CONTENT = "明天上午十点的会议改到三楼的大会议室,请大家提前五分钟到,带上上个季度的报表。";

    /** The plaintext of that number. */
    public abstract String plaintext(long number);

    /** Whether the handler answers it with a text. */
    public boolean isReplied() {
        return this == TEXT;
    }

    /** What the handler replies to a text, in all libraries. */
    public static String replyTo(String content) {
        return "收到:" + content;
    }

    /** Made now: what is old is refused. */
    private static String header(String sender, String type) {
        return "<xml><ToUserName><![CDATA[" + Platform.CORP_ID + "]]></ToUserName><FromUserName><![CDATA[" + sender
                + "]]></FromUserName><CreateTime>" + Instant.now().getEpochSecond() + "</CreateTime><MsgType><![CDATA[" + type + "]]></MsgType>";
    }
}
