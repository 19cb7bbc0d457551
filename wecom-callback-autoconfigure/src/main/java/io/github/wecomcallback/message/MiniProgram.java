// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.message;

import org.jspecify.annotations.NullUnmarked;

/** What users of a mini program write to its customer service, as XML or JSON. Any field may be null. */
@NullUnmarked
public interface MiniProgram extends WeComMessage {

    /**
     * 小程序客服文本消息: a user wrote to customer service.
     *
     * @param payload all that came
     * @param content the text
     */
    @Discriminator(source = Source.MINI_PROGRAM, type = "text")
    record Text(Payload payload, String content) implements MiniProgram {
        @Override
        public String toString() {
            return Payload.describe(this);
        }
    }

    /**
     * 小程序客服图片消息: a user sent a picture.
     *
     * @param payload all that came
     * @param picUrl address of the picture
     * @param mediaId id to download it with, for a while
     */
    @Discriminator(source = Source.MINI_PROGRAM, type = "image")
    record Image(Payload payload, String picUrl, String mediaId) implements MiniProgram {
        @Override
        public String toString() {
            return Payload.describe(this);
        }
    }

    /**
     * 小程序卡片消息: a user sent a page of a mini program, as a card.
     *
     * @param payload all that came
     * @param title title
     * @param appId id of the mini program
     * @param pagePath path of the page
     * @param thumbUrl address of the cover, for a while
     * @param thumbMediaId id to download the cover with, for a while
     */
    @Discriminator(source = Source.MINI_PROGRAM, type = "miniprogrampage")
    record Page(Payload payload, String title, String appId, String pagePath, String thumbUrl, String thumbMediaId)
            implements MiniProgram {
        @Override
        public String toString() {
            return Payload.describe(this);
        }
    }

    /**
     * 进入会话事件: a user opened the chat with customer service.
     *
     * @param payload all that came
     * @param sessionFrom what the button that was pressed says of itself
     */
    @Discriminator(source = Source.MINI_PROGRAM, event = "user_enter_tempsession")
    record SessionEntered(Payload payload, String sessionFrom) implements MiniProgram {
        @Override
        public String toString() {
            return Payload.describe(this);
        }
    }
}
