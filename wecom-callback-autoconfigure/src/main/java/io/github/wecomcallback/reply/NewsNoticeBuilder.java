// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.reply;

/** Builds a card with a picture and text to read. */
public final class NewsNoticeBuilder extends NoticeCardBuilder<NewsNoticeBuilder> {

    private static final int MAX_TEXTS = 4;

    NewsNoticeBuilder() {
        super(CardType.NEWS_NOTICE);
    }

    /** The picture. */
    public NewsNoticeBuilder image(String url) {
        return put("CardImage", new ReplyFields().put("Url", url));
    }

    /** The picture, and how many times as wide as high it is. */
    public NewsNoticeBuilder image(String url, double aspectRatio) {
        return put("CardImage", new ReplyFields().put("Url", url).put("AspectRatio", aspectRatio));
    }

    /** A small picture with a text beside it. */
    public NewsNoticeBuilder imageText(String imageUrl, String title, String description) {
        return imageText(new ReplyFields(), imageUrl, title, description);
    }

    /** A small picture with a text beside it, and where a tap on it leads. */
    public NewsNoticeBuilder imageText(String imageUrl, String title, String description, CardLink link) {
        return imageText(noQuestion(link).fields(), imageUrl, title, description);
    }

    private NewsNoticeBuilder imageText(ReplyFields area, String imageUrl, String title, String description) {
        return put(
                "ImageTextArea",
                area.put("Title", title).put("Desc", description).put("ImageUrl", imageUrl));
    }

    /** A text with a title of its own. Four at most. */
    public NewsNoticeBuilder text(String title, String description) {
        ReplyFields text = new ReplyFields().put("Title", title).put("Desc", description);
        return add("VerticalContentList", text, MAX_TEXTS, "texts");
    }

    @Override
    void complete() {
        super.complete();
        require("a picture: call image(..) or imageText(..)", "CardImage", "ImageTextArea");
    }

    @Override
    NewsNoticeBuilder self() {
        return this;
    }
}
