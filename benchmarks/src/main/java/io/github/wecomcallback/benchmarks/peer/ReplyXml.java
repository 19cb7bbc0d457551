// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.benchmarks.peer;

import io.github.wecomcallback.benchmarks.sample.Platform;

/** A text reply as users write it by hand, where a library leaves that to them. */
public final class ReplyXml {

    private ReplyXml() {}

    /** The plaintext of a reply. */
    public static String text(String to, long time, String content) {
        return "<xml><ToUserName><![CDATA[" + to + "]]></ToUserName><FromUserName><![CDATA[" + Platform.CORP_ID
                + "]]></FromUserName><CreateTime>" + time + "</CreateTime><MsgType><![CDATA[text]]></MsgType>"
                + "<Content><![CDATA[" + content + "]]></Content></xml>";
    }
}
