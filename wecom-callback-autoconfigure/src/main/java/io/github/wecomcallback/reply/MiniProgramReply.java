// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.reply;

import io.github.wecomcallback.message.WeComMessage;
import java.time.Instant;

/**
 * A mini program's page, to a customer of customer service.
 *
 * @param appId the mini program
 * @param title the title
 * @param thumbMediaId what the upload of its picture returned
 * @param pagePath the page
 */
public record MiniProgramReply(String appId, String title, String thumbMediaId, String pagePath) implements Reply {

    @Override
    public ReplyKind kind(WeComMessage message) {
        return ReplyKind.MINI_PROGRAM;
    }

    @Override
    public byte[] bytes(WeComMessage message, Instant now) {

        ReplyFields page = new ReplyFields()
                .put("AppId", appId)
                .put("Title", title)
                .put("ThumbMediaId", thumbMediaId)
                .put("PagePath", pagePath);
        return ReplyFrame.write(
                message, ReplyFrame.begin(message, now, ReplyKind.MINI_PROGRAM).put("Miniprogram", page));
    }

    @Override
    public long weight() {
        return Weight.of(appId, title, thumbMediaId, pagePath);
    }

    @Override
    public String toString() {
        return getClass().getSimpleName();
    }
}
