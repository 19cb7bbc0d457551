// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.handler;

import io.github.wecomcallback.support.WeCom;

/** Plaintexts for handlers. */
final class Payloads {

    static final String TEXT = text("你好");
    static final String USER_CREATED = WeCom.sample("change_contact.create_user.xml");
    static final String USER_DELETED = WeCom.sample("change_contact.delete_user.xml");
    static final String CLICK = WeCom.sample("event.click.xml");
    static final String SUBSCRIBE = WeCom.sample("event.subscribe.xml");

    /** What a customer of the customer service wrote, as it is pulled. */
    static final String CUSTOMER_TEXT = """
            {"msgid": "kf1", "open_kfid": "wk1", "external_userid": "wm1", "send_time": 1767250307, "origin": 3, \
            "msgtype": "text", "text": {"content": "在吗"}}""";

    /** What a member wrote to an AI bot. */
    static final String BOT_TEXT = """
            {"msgid": "b1", "aibotid": "bot1", "from": {"userid": "li.wei"}, "msgtype": "text", \
            "text": {"content": "你好"}}""";

    private Payloads() {}

    static String text(String content) {
        return WeCom.text(content, 7412369850147258963L);
    }

    static String event(String event) {
        return event(event, "");
    }

    static String event(String event, String fields) {
        return "<xml><FromUserName>li.wei</FromUserName><MsgType>event</MsgType><Event>" + event + "</Event>" + fields
                + "</xml>";
    }

    static String change(String event, String changeType) {
        return event(event, "<ChangeType>" + changeType + "</ChangeType>");
    }

    static String click(String eventKey) {
        return event("click", "<EventKey>" + eventKey + "</EventKey>");
    }
}
