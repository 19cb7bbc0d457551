// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.reply;

import org.jspecify.annotations.Nullable;

/**
 * One card of a {@link NewsReply}.
 *
 * @param title the title
 * @param description the description, or null
 * @param url where a tap leads
 * @param picUrl address of the picture, or null
 */
public record Article(
        String title,
        @Nullable String description,
        String url,
        @Nullable String picUrl) {

    ReplyFields fields() {
        return new ReplyFields()
                .put("Title", title)
                .put("Description", description)
                .put("Url", url)
                .put("PicUrl", picUrl);
    }

    long weight() {
        return Weight.of(title, description, url, picUrl);
    }

    @Override
    public String toString() {
        return getClass().getSimpleName();
    }
}
