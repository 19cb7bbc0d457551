// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.message;

import org.jspecify.annotations.NullUnmarked;

/** What a member writes to an app: the ordinary messages. Any field may be null. */
@NullUnmarked
public interface UserMessage extends WeComMessage {

    /**
     * 文本消息: a member wrote a text.
     *
     * @param payload all that came
     * @param content the text
     */
    @Discriminator(type = "text")
    record Text(Payload payload, String content) implements UserMessage {
        @Override
        public String toString() {
            return Payload.describe(this);
        }
    }

    /**
     * 图片消息: a member sent a picture.
     *
     * @param payload all that came
     * @param picUrl where the platform keeps the picture
     * @param mediaId id to download it with, for three days
     */
    @Discriminator(type = "image")
    record Image(Payload payload, String picUrl, String mediaId) implements UserMessage {
        @Override
        public String toString() {
            return Payload.describe(this);
        }
    }

    /**
     * 语音消息: a member sent a voice clip.
     *
     * @param payload all that came
     * @param mediaId id to download it with, for three days
     * @param format audio container, such as {@code amr}
     */
    @Discriminator(type = "voice")
    record Voice(Payload payload, String mediaId, String format) implements UserMessage {
        @Override
        public String toString() {
            return Payload.describe(this);
        }
    }

    /**
     * 视频消息: a member sent a video.
     *
     * @param payload all that came
     * @param mediaId id to download the clip with, for three days
     * @param thumbMediaId id of its cover
     */
    @Discriminator(type = "video")
    record Video(Payload payload, String mediaId, String thumbMediaId) implements UserMessage {
        @Override
        public String toString() {
            return Payload.describe(this);
        }
    }

    /**
     * 小视频消息: a short clip; a kind from the days of official accounts.
     *
     * @param payload all that came
     * @param mediaId id to download the clip with
     * @param thumbMediaId id of its cover
     */
    @Discriminator(type = "shortvideo")
    record ShortVideo(Payload payload, String mediaId, String thumbMediaId) implements UserMessage {
        @Override
        public String toString() {
            return Payload.describe(this);
        }
    }

    /**
     * 位置消息: a member sent a position on the map.
     *
     * @param payload all that came
     * @param latitude degrees north
     * @param longitude degrees east
     * @param scale zoom level
     * @param label address
     * @param appType {@code wxwork} when sent from the WeCom client; null from WeChat
     */
    @Discriminator(type = "location")
    record Location(
            Payload payload,
            @Field("Location_X") Double latitude,
            @Field("Location_Y") Double longitude,
            Integer scale,
            String label,
            String appType)
            implements UserMessage {
        @Override
        public String toString() {
            return Payload.describe(this);
        }
    }

    /**
     * 链接消息: a member shared a link.
     *
     * @param payload all that came
     * @param title title
     * @param description description
     * @param url address
     * @param picUrl address of the cover
     */
    @Discriminator(type = "link")
    record Link(Payload payload, String title, String description, String url, String picUrl) implements UserMessage {
        @Override
        public String toString() {
            return Payload.describe(this);
        }
    }

    /**
     * 文件消息: a member sent a file. Not in the official list of messages, seen in the wild.
     *
     * @param payload all that came
     * @param title file name
     * @param description description, often empty
     * @param fileKey key of the file
     * @param fileMd5 MD5 of the file
     * @param fileTotalLen size in bytes
     */
    @Discriminator(type = "file")
    record File(Payload payload, String title, String description, String fileKey, String fileMd5, Long fileTotalLen)
            implements UserMessage {
        @Override
        public String toString() {
            return Payload.describe(this);
        }
    }
}
