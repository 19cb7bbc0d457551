// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.sample;

import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;

/**
 * Verifies the callback URL of a running sample, then sends it a text, a contact event and a question to its bot, and
 * prints what comes back.
 */
final class SendCommand {

    private static final String DEFAULT_URL = "http://localhost:8080";

    private static final String TEXT = """
            <xml><ToUserName><![CDATA[wwdemo0123456789ab]]></ToUserName><FromUserName><![CDATA[li.wei]]></FromUserName>\
            <CreateTime>%1$d</CreateTime><MsgType><![CDATA[text]]></MsgType><Content><![CDATA[%2$s]]></Content>\
            <MsgId>%3$d</MsgId><AgentID>1000002</AgentID></xml>""";

    private static final String USER_CREATED = """
            <xml><ToUserName><![CDATA[wwdemo0123456789ab]]></ToUserName><FromUserName><![CDATA[sys]]></FromUserName>\
            <CreateTime>%1$d</CreateTime><MsgType><![CDATA[event]]></MsgType><Event><![CDATA[change_contact]]></Event>\
            <ChangeType>create_user</ChangeType><UserID><![CDATA[zhang.san]]></UserID>\
            <Department><![CDATA[1,3]]></Department></xml>""";

    private SendCommand() {}

    /** Returns the exit code: 0 when all was answered 200. */
    static int run(String[] args, PrintStream out) throws InterruptedException {
        String url = args.length > 0 ? args[0] : DEFAULT_URL;
        String text = args.length > 1 ? args[1] : "你好";
        DemoPlatform platform = new DemoPlatform(URI.create(url + "/wecom/callback"));
        try {
            out.println("verify URL   -> " + platform.verify("7741802936615520047"));
            long now = System.currentTimeMillis();
            out.println("text         -> " + platform.send(TEXT.formatted(now / 1000, text, now)));
            out.println("create_user  -> " + platform.send(USER_CREATED.formatted(now / 1000)));
            DemoPlatform bots = new DemoPlatform(URI.create(url + "/wecom/callback/assistant"));
            out.println("bot          -> " + new DemoChat(bots).ask(text));
            return 0;
        } catch (IOException | IllegalStateException ex) {
            out.println("Failed: " + ex.getMessage() + ". Does the sample run at " + url + "?");
            return 1;
        }
    }
}
