// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.sample.crash;

/** What is sent, and what is to come back. */
final class Texts {

    private static final String TEXT = """
            <xml><ToUserName><![CDATA[wwdemo0123456789ab]]></ToUserName><FromUserName><![CDATA[li.wei]]></FromUserName>\
            <CreateTime>%1$d</CreateTime><MsgType><![CDATA[text]]></MsgType><Content><![CDATA[No. %2$d]]></Content>\
            <MsgId>%2$d</MsgId><AgentID>1000002</AgentID></xml>""";

    private Texts() {}

    static String message(long id) {
        return TEXT.formatted(System.currentTimeMillis() / 1000, id);
    }

    static String replyTo(String id) {
        return "reply to " + id + ".";
    }
}
