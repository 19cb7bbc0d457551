// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.message;

import java.util.List;
import lombok.Getter;
import lombok.RequiredArgsConstructor;
import lombok.experimental.Accessors;
import org.jspecify.annotations.NullUnmarked;

/** What an AI bot (智能机器人) receives. Any field may be null. */
@NullUnmarked
public interface Bot extends WeComMessage {

    /**
     * 文本消息: somebody wrote to the bot, in a group by mentioning it.
     *
     * @param payload all that came
     * @param aiBotId id of the bot
     * @param chatType single chat or group
     * @param chatId id of the group; null in single chats
     * @param from who wrote
     * @param responseUrl address for one active reply, for an hour
     * @param content the text; in groups with the mention of the bot
     * @param quote the message that the text quotes, or null
     */
    @Discriminator(source = Source.BOT, type = "text")
    record Text(
            Payload payload,
            String aiBotId,
            Coded<ChatType> chatType,
            String chatId,
            From from,
            String responseUrl,
            @Field("text.content") String content,
            Quote quote)
            implements Bot {
        @Override
        public String toString() {
            return Payload.describe(this);
        }
    }

    /**
     * What a text quotes: a message of one of six kinds.
     *
     * @param type its kind
     * @param content the text, or what a voice message says
     * @param url address of the encrypted picture, file or video, for five minutes
     * @param parts what a mixed message consists of
     */
    record Quote(
            @Field("msgtype") Coded<PartType> type,
            @Field({"text.content", "voice.content"}) String content,
            @Field({"image.url", "file.url", "video.url"}) String url,
            @Field("mixed.msg_item") List<Part> parts) {
        @Override
        public String toString() {
            return getClass().getSimpleName();
        }
    }

    /**
     * 图片消息: somebody sent a picture to the bot. In single chats only.
     *
     * @param payload all that came
     * @param aiBotId id of the bot
     * @param chatType single chat or group
     * @param chatId id of the group; null in single chats
     * @param from who wrote
     * @param responseUrl address for one active reply, for an hour
     * @param url address of the picture, for five minutes. Its bytes are encrypted like callbacks
     */
    @Discriminator(source = Source.BOT, type = "image")
    record Image(
            Payload payload,
            String aiBotId,
            Coded<ChatType> chatType,
            String chatId,
            From from,
            String responseUrl,
            @Field("image.url") String url)
            implements Bot {
        @Override
        public String toString() {
            return Payload.describe(this);
        }
    }

    /**
     * 图文混排消息: somebody sent text and pictures in one.
     *
     * @param payload all that came
     * @param aiBotId id of the bot
     * @param chatType single chat or group
     * @param chatId id of the group; null in single chats
     * @param from who wrote
     * @param responseUrl address for one active reply, for an hour
     * @param parts texts and pictures, in their order
     */
    @Discriminator(source = Source.BOT, type = "mixed")
    record Mixed(
            Payload payload,
            String aiBotId,
            Coded<ChatType> chatType,
            String chatId,
            From from,
            String responseUrl,
            @Field("mixed.msg_item") List<Part> parts)
            implements Bot {
        @Override
        public String toString() {
            return Payload.describe(this);
        }
    }

    /**
     * A text or a picture.
     *
     * @param type which of the two
     * @param content the text
     * @param url address of the encrypted picture, for five minutes
     */
    record Part(
            @Field("msgtype") Coded<PartType> type,
            @Field("text.content") String content,
            @Field("image.url") String url) {
        @Override
        public String toString() {
            return getClass().getSimpleName();
        }
    }

    /**
     * 语音消息: somebody spoke to the bot. In single chats only.
     *
     * @param payload all that came
     * @param aiBotId id of the bot
     * @param chatType single chat or group
     * @param chatId id of the group; null in single chats
     * @param from who wrote
     * @param responseUrl address for one active reply, for an hour
     * @param content what was said, as text
     */
    @Discriminator(source = Source.BOT, type = "voice")
    record Voice(
            Payload payload,
            String aiBotId,
            Coded<ChatType> chatType,
            String chatId,
            From from,
            String responseUrl,
            @Field("voice.content") String content)
            implements Bot {
        @Override
        public String toString() {
            return Payload.describe(this);
        }
    }

    /**
     * 文件消息: somebody sent a file, of up to 100 MB. In single chats only.
     *
     * @param payload all that came
     * @param aiBotId id of the bot
     * @param chatType single chat or group
     * @param chatId id of the group; null in single chats
     * @param from who wrote
     * @param responseUrl address for one active reply, for an hour
     * @param url address of the file, for five minutes. Its bytes are encrypted like callbacks
     */
    @Discriminator(source = Source.BOT, type = "file")
    record File(
            Payload payload,
            String aiBotId,
            Coded<ChatType> chatType,
            String chatId,
            From from,
            String responseUrl,
            @Field("file.url") String url)
            implements Bot {
        @Override
        public String toString() {
            return Payload.describe(this);
        }
    }

    /**
     * 视频消息: somebody sent a video. In single chats only.
     *
     * @param payload all that came
     * @param aiBotId id of the bot
     * @param chatType single chat or group
     * @param chatId id of the group; null in single chats
     * @param from who wrote
     * @param responseUrl address for one active reply, for an hour
     * @param url address of the video, for five minutes. Its bytes are encrypted like callbacks
     */
    @Discriminator(source = Source.BOT, type = "video")
    record Video(
            Payload payload,
            String aiBotId,
            Coded<ChatType> chatType,
            String chatId,
            From from,
            String responseUrl,
            @Field("video.url") String url)
            implements Bot {
        @Override
        public String toString() {
            return Payload.describe(this);
        }
    }

    /**
     * 流式消息刷新: the platform asks how a streaming reply goes on, until it is finished or six minutes are over.
     *
     * @param payload all that came
     * @param aiBotId id of the bot
     * @param chatType single chat or group
     * @param chatId id of the group; null in single chats
     * @param from to whom the reply goes
     * @param streamId the id that the first part of the reply chose
     */
    @Discriminator(source = Source.BOT, type = "stream")
    record StreamPolled(
            Payload payload,
            String aiBotId,
            Coded<ChatType> chatType,
            String chatId,
            From from,
            @Field("stream.id") String streamId)
            implements Bot {
        @Override
        public String toString() {
            return Payload.describe(this);
        }
    }

    /**
     * 进入会话事件: somebody opened the single chat, for the first time that day.
     *
     * <p>Only the direct reply can greet; it does not come again that day.
     *
     * @param payload all that came
     * @param aiBotId id of the bot
     * @param from who did it
     */
    @Discriminator(source = Source.BOT, event = "enter_chat")
    record ChatEntered(Payload payload, String aiBotId, From from) implements Bot {
        @Override
        public String toString() {
            return Payload.describe(this);
        }
    }

    /**
     * 模板卡片事件: somebody pressed a button of a card, submitted it or chose from its menu.
     *
     * <p>It comes once, and an update of the card is due within five seconds.
     *
     * @param payload all that came
     * @param aiBotId id of the bot
     * @param chatType single chat or group
     * @param chatId id of the group; null in single chats
     * @param from who did it
     * @param responseUrl address for one active reply, for an hour
     * @param cardType type of the card
     * @param eventKey key of what was pressed
     * @param taskId task id of the card; an update has to repeat it
     * @param answers what was chosen, one for each question
     */
    @Discriminator(source = Source.BOT, event = "template_card_event")
    record CardPressed(
            Payload payload,
            String aiBotId,
            Coded<ChatType> chatType,
            String chatId,
            From from,
            String responseUrl,
            @Field("event.template_card_event.card_type") Coded<CardType> cardType,
            @Field("event.template_card_event.event_key") String eventKey,
            @Field("event.template_card_event.task_id") String taskId,

            @Field("event.template_card_event.selected_items")
            List<Answer> answers)
            implements Bot {
        @Override
        public String toString() {
            return Payload.describe(this);
        }
    }

    /**
     * What was chosen for one question.
     *
     * @param questionKey key of the question
     * @param optionIds ids of the chosen options
     */
    record Answer(String questionKey, List<String> optionIds) {
        @Override
        public String toString() {
            return getClass().getSimpleName();
        }
    }

    /**
     * 用户反馈事件: somebody rated a reply. It cannot be answered.
     *
     * @param payload all that came
     * @param aiBotId id of the bot
     * @param chatType single chat or group
     * @param chatId id of the group; null in single chats
     * @param from who did it
     * @param feedbackId the id that the reply gave
     * @param rating the rating
     * @param content free text
     * @param inaccurateReasons what was wrong, 1 to 4; for inaccurate replies
     */
    @Discriminator(source = Source.BOT, event = "feedback_event")
    record FeedbackGiven(
            Payload payload,
            String aiBotId,
            Coded<ChatType> chatType,
            String chatId,
            From from,
            @Field("event.feedback_event.id") String feedbackId,
            @Field("event.feedback_event.type") Coded<Rating> rating,
            @Field("event.feedback_event.content") String content,

            @Field("event.feedback_event.inaccurate_reason_list")
            List<Integer> inaccurateReasons)
            implements Bot {
        @Override
        public String toString() {
            return Payload.describe(this);
        }
    }

    /**
     * 长连接断开事件: another connection of the same bot took the place of this one. Never comes as a callback, only on long connections.
     *
     * @param payload all that came
     * @param aiBotId id of the bot
     * @param from who did it
     */
    @Discriminator(source = Source.BOT, event = "disconnected_event")
    record Disconnected(Payload payload, String aiBotId, From from) implements Bot {
        @Override
        public String toString() {
            return Payload.describe(this);
        }
    }

    /**
     * Who wrote or did it.
     *
     * @param userId user id; encrypted for people of other corps
     * @param corpId the corp of that person; null for bots of one corp
     */
    record From(String userId, String corpId) {
        @Override
        public String toString() {
            return getClass().getSimpleName();
        }
    }

    /** Where it was written. */
    @Getter
    @Accessors(fluent = true)
    @RequiredArgsConstructor
    enum ChatType implements WireCode {
        /** A code that this version does not know. */
        UNKNOWN(""),
        /** With the bot alone. */
        SINGLE("single"),
        /** In a group. */
        GROUP("group");

        private final String code;
    }

    /** Kind of a quoted message, or of a part of a mixed one. */
    @Getter
    @Accessors(fluent = true)
    @RequiredArgsConstructor
    enum PartType implements WireCode {
        /** A code that this version does not know. */
        UNKNOWN(""),
        /** Text. */
        TEXT("text"),
        /** Picture. */
        IMAGE("image"),
        /** Text and pictures in one. */
        MIXED("mixed"),
        /** Speech. */
        VOICE("voice"),
        /** File. */
        FILE("file"),
        /** Video. */
        VIDEO("video");

        private final String code;
    }

    /** Type of a template card. */
    @Getter
    @Accessors(fluent = true)
    @RequiredArgsConstructor
    enum CardType implements WireCode {
        /** A code that this version does not know. */
        UNKNOWN(""),
        /** Text to read. */
        TEXT_NOTICE("text_notice"),
        /** Picture and text to read. */
        NEWS_NOTICE("news_notice"),
        /** Buttons. */
        BUTTON_INTERACTION("button_interaction"),
        /** A vote. */
        VOTE_INTERACTION("vote_interaction"),
        /** Several selections. */
        MULTIPLE_INTERACTION("multiple_interaction");

        private final String code;
    }

    /** What somebody thinks of a reply. */
    @Getter
    @Accessors(fluent = true)
    @RequiredArgsConstructor
    enum Rating implements WireCode {
        /** A code that this version does not know. */
        UNKNOWN(""),
        /** It was right. */
        ACCURATE("1"),
        /** It was not. */
        INACCURATE("2"),
        /** The rating was taken back. */
        WITHDRAWN("3");

        private final String code;
    }
}
