// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.reply;

import org.jspecify.annotations.Nullable;

/** Where a tap on a card, or on a part of it, leads. */
public final class CardLink {

    private static final int PAGE = 1;
    private static final int MINI_PROGRAM = 2;
    private static final int QUESTION = 3;

    private final int type;
    private final @Nullable String url;
    private final @Nullable String appId;
    private final @Nullable String pagePath;
    private final @Nullable String question;

    private CardLink(
            int type,
            @Nullable String url,
            @Nullable String appId,
            @Nullable String pagePath,
            @Nullable String question) {
        this.type = type;
        this.url = url;
        this.appId = appId;
        this.pagePath = pagePath;
        this.question = question;
    }

    /** To a web page. */
    public static CardLink page(String url) {
        return new CardLink(PAGE, url, null, null, null);
    }

    /** To a page of a mini program. */
    public static CardLink miniProgram(String appId, String pagePath) {
        return new CardLink(MINI_PROGRAM, null, appId, pagePath, null);
    }

    /** To the bot, which is asked this question. Only for the jump rows of an AI bot's card. */
    public static CardLink question(String question) {
        return new CardLink(QUESTION, null, null, null, question);
    }

    boolean isQuestion() {
        return type == QUESTION;
    }

    /** Fields that say so, to which others may be added. */
    ReplyFields fields() {
        return new ReplyFields()
                .put("Type", type)
                .put("Url", url)
                .put("AppId", appId)
                .put("PagePath", pagePath)
                .put("Question", question);
    }
}
