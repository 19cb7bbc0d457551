// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.reply;

import io.github.wecomcallback.message.WeComMessage;
import java.time.Instant;

/**
 * A video.
 *
 * @param mediaId what the upload of it returned, no more than three days ago
 * @param title the title
 * @param description the description
 */
public record VideoReply(String mediaId, String title, String description) implements Reply {

    @Override
    public String plaintext(WeComMessage message, Instant now) {
        return XmlReply.end(XmlReply.begin(message, now, "video")
                .open("Video")
                .text("MediaId", mediaId)
                .text("Title", title)
                .text("Description", description)
                .close("Video"));
    }

    @Override
    public String toString() {
        return "VideoReply[" + mediaId + "]";
    }
}
