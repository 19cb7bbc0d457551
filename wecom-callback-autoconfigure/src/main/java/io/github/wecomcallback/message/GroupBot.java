// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.message;

import java.util.List;
import lombok.Getter;
import lombok.RequiredArgsConstructor;
import lombok.experimental.Accessors;
import org.jspecify.annotations.NullUnmarked;

/** What a group bot of the older kind (群机器人) receives, as XML or JSON. Any field may be null. */
@NullUnmarked
public interface GroupBot extends WeComMessage {

    /** Address for active messages. */
    String webhookUrl();

    /** Id of the group, single chat or board. */
    String chatId();

    /** Who wrote or did it. */
    From from();

    /**
     * 群机器人文本消息: somebody wrote to the bot, or mentioned it in a group.
     *
     * @param payload all that came
     * @param webhookUrl address for active messages
     * @param chatId id of the group, single chat or board
     * @param postId id of the post; only under a post of a board
     * @param chatType sort of chat
     * @param from who wrote or did it
     * @param chatInfoUrl address to ask about the chat, once and within five minutes
     * @param content the text, with the mention
     */
    @Discriminator(source = Source.GROUP_BOT, type = "text")
    record Text(
            Payload payload,
            String webhookUrl,
            String chatId,
            String postId,
            Coded<ChatType> chatType,
            From from,
            @Field("GetChatInfoUrl") String chatInfoUrl,
            @Field("Text.Content") String content)
            implements GroupBot {
        @Override
        public String toString() {
            return Payload.describe(this);
        }
    }

    /**
     * 群机器人图片消息: somebody sent a picture. In single chats only.
     *
     * @param payload all that came
     * @param webhookUrl address for active messages
     * @param chatId id of the group, single chat or board
     * @param chatType sort of chat
     * @param from who wrote or did it
     * @param chatInfoUrl address to ask about the chat, once and within five minutes
     * @param imageUrl address of the picture
     */
    @Discriminator(source = Source.GROUP_BOT, type = "image")
    record Image(
            Payload payload,
            String webhookUrl,
            String chatId,
            Coded<ChatType> chatType,
            From from,
            @Field("GetChatInfoUrl") String chatInfoUrl,
            @Field("Image.ImageUrl") String imageUrl)
            implements GroupBot {
        @Override
        public String toString() {
            return Payload.describe(this);
        }
    }

    /**
     * 群机器人图文混排消息: somebody sent text and pictures in one.
     *
     * @param payload all that came
     * @param webhookUrl address for active messages
     * @param chatId id of the group, single chat or board
     * @param chatType sort of chat
     * @param from who wrote or did it
     * @param chatInfoUrl address to ask about the chat, once and within five minutes
     * @param parts texts and pictures, in their order
     */
    @Discriminator(source = Source.GROUP_BOT, type = "mixed")
    record Mixed(
            Payload payload,
            String webhookUrl,
            String chatId,
            Coded<ChatType> chatType,
            From from,
            @Field("GetChatInfoUrl") String chatInfoUrl,
            @Field("MixedMessage.MsgItem") List<Part> parts)
            implements GroupBot {
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
     * @param imageUrl address of the picture
     */
    record Part(
            @Field("MsgType") Coded<PartType> type,
            @Field("Text.Content") String content,
            @Field("Image.ImageUrl") String imageUrl) {
        @Override
        public String toString() {
            return getClass().getSimpleName();
        }
    }

    /**
     * 群机器人按钮点击: somebody pressed a button under a markdown message.
     *
     * @param payload all that came
     * @param webhookUrl address for active messages
     * @param chatId id of the group, single chat or board
     * @param postId id of the post; only under a post of a board
     * @param chatType sort of chat
     * @param from who wrote or did it
     * @param chatInfoUrl address to ask about the chat, once and within five minutes
     * @param callbackId the id that the message gave to its buttons
     * @param actions what was pressed
     */
    @Discriminator(source = Source.GROUP_BOT, type = "attachment")
    record ButtonPressed(
            Payload payload,
            String webhookUrl,
            String chatId,
            String postId,
            Coded<ChatType> chatType,
            From from,
            @Field("GetChatInfoUrl") String chatInfoUrl,
            @Field("Attachment.CallbackId") String callbackId,
            @Field("Attachment.Actions") List<Action> actions)
            implements GroupBot {
        @Override
        public String toString() {
            return Payload.describe(this);
        }
    }

    /**
     * A button.
     *
     * @param name its name
     * @param value its value
     * @param type always {@code button}
     */
    record Action(String name, String value, String type) {
        @Override
        public String toString() {
            return getClass().getSimpleName();
        }
    }

    /**
     * 机器人被加入会话: the bot was added to a chat.
     *
     * @param payload all that came
     * @param webhookUrl address for active messages
     * @param chatId id of the group, single chat or board
     * @param chatType sort of chat
     * @param from who wrote or did it
     * @param chatInfoUrl address to ask about the chat, once and within five minutes
     */
    @Discriminator(source = Source.GROUP_BOT, event = "add_to_chat")
    record Added(
            Payload payload,
            String webhookUrl,
            String chatId,
            Coded<ChatType> chatType,
            From from,
            @Field("GetChatInfoUrl") String chatInfoUrl)
            implements GroupBot {
        @Override
        public String toString() {
            return Payload.describe(this);
        }
    }

    /**
     * 机器人被移出会话: the bot was removed from a chat.
     *
     * @param payload all that came
     * @param webhookUrl address for active messages
     * @param chatId id of the group, single chat or board
     * @param chatType sort of chat
     * @param from who wrote or did it
     * @param chatInfoUrl address to ask about the chat, once and within five minutes
     */
    @Discriminator(source = Source.GROUP_BOT, event = "delete_from_chat")
    record Removed(
            Payload payload,
            String webhookUrl,
            String chatId,
            Coded<ChatType> chatType,
            From from,
            @Field("GetChatInfoUrl") String chatInfoUrl)
            implements GroupBot {
        @Override
        public String toString() {
            return Payload.describe(this);
        }
    }

    /**
     * 用户进入机器人单聊: somebody opened the single chat with the bot.
     *
     * @param payload all that came
     * @param webhookUrl address for active messages
     * @param chatId id of the group, single chat or board
     * @param chatType sort of chat
     * @param from who wrote or did it
     * @param chatInfoUrl address to ask about the chat, once and within five minutes
     */
    @Discriminator(source = Source.GROUP_BOT, event = "enter_chat")
    record ChatEntered(
            Payload payload,
            String webhookUrl,
            String chatId,
            Coded<ChatType> chatType,
            From from,
            @Field("GetChatInfoUrl") String chatInfoUrl)
            implements GroupBot {
        @Override
        public String toString() {
            return Payload.describe(this);
        }
    }

    /**
     * Who wrote or did it.
     *
     * @param userId user id
     * @param name name
     * @param alias alias
     */
    record From(String userId, String name, String alias) {
        @Override
        public String toString() {
            return getClass().getSimpleName();
        }
    }

    /** Sort of chat. */
    @Getter
    @Accessors(fluent = true)
    @RequiredArgsConstructor
    enum ChatType implements WireCode {
        /** A code that this version does not know. */
        UNKNOWN(""),
        /** With the bot alone. */
        SINGLE("single"),
        /** A group. */
        GROUP("group"),
        /** A board. */
        BOARD("blackboard"),
        /** A reply under a post of a board. */
        BOARD_REPLY("blackboard_reply");

        private final String code;
    }

    /** Kind of a part of a mixed message. */
    @Getter
    @Accessors(fluent = true)
    @RequiredArgsConstructor
    enum PartType implements WireCode {
        /** A code that this version does not know. */
        UNKNOWN(""),
        /** Text. */
        TEXT("text"),
        /** Picture. */
        IMAGE("image");

        private final String code;
    }
}
