// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.message;

import java.time.Instant;
import java.util.List;
import lombok.Getter;
import lombok.RequiredArgsConstructor;
import lombok.experimental.Accessors;
import org.jspecify.annotations.NullUnmarked;
import tools.jackson.databind.JsonNode;

/** Customer service (微信客服): what is pulled when the bell {@code kf_msg_or_event} has rung. Any field may be null. */
@NullUnmarked
public interface Kf extends WeComMessage {

    /** Id of the customer-service account. */
    String openKfId();

    /** Who sent it. */
    Coded<Origin> origin();

    /**
     * 文本消息: a text. It also stands for media that are too large.
     *
     * @param payload all that came
     * @param openKfId id of the customer-service account
     * @param externalUserId id of the customer
     * @param origin who sent it
     * @param servicerUserId user id of the servicer, where one sent it
     * @param content the text
     * @param menuId id of the menu entry that was tapped, or null when it was typed
     */
    @Discriminator(source = Source.KF, type = "text")
    record Text(
            Payload payload,
            String openKfId,
            String externalUserId,
            Coded<Origin> origin,
            String servicerUserId,
            @Field("text.content") String content,
            @Field("text.menu_id") String menuId)
            implements Kf {
        @Override
        public String toString() {
            return Payload.describe(this);
        }
    }

    /**
     * 图片消息: a picture.
     *
     * @param payload all that came
     * @param openKfId id of the customer-service account
     * @param externalUserId id of the customer
     * @param origin who sent it
     * @param servicerUserId user id of the servicer, where one sent it
     * @param mediaId id to download it with, for three days
     */
    @Discriminator(source = Source.KF, type = "image")
    record Image(
            Payload payload,
            String openKfId,
            String externalUserId,
            Coded<Origin> origin,
            String servicerUserId,
            @Field("image.media_id") String mediaId)
            implements Kf {
        @Override
        public String toString() {
            return Payload.describe(this);
        }
    }

    /**
     * 语音消息: a voice clip.
     *
     * @param payload all that came
     * @param openKfId id of the customer-service account
     * @param externalUserId id of the customer
     * @param origin who sent it
     * @param servicerUserId user id of the servicer, where one sent it
     * @param mediaId id to download it with, for three days
     */
    @Discriminator(source = Source.KF, type = "voice")
    record Voice(
            Payload payload,
            String openKfId,
            String externalUserId,
            Coded<Origin> origin,
            String servicerUserId,
            @Field("voice.media_id") String mediaId)
            implements Kf {
        @Override
        public String toString() {
            return Payload.describe(this);
        }
    }

    /**
     * 视频消息: a video.
     *
     * @param payload all that came
     * @param openKfId id of the customer-service account
     * @param externalUserId id of the customer
     * @param origin who sent it
     * @param servicerUserId user id of the servicer, where one sent it
     * @param mediaId id to download it with, for three days
     */
    @Discriminator(source = Source.KF, type = "video")
    record Video(
            Payload payload,
            String openKfId,
            String externalUserId,
            Coded<Origin> origin,
            String servicerUserId,
            @Field("video.media_id") String mediaId)
            implements Kf {
        @Override
        public String toString() {
            return Payload.describe(this);
        }
    }

    /**
     * 文件消息: a file.
     *
     * @param payload all that came
     * @param openKfId id of the customer-service account
     * @param externalUserId id of the customer
     * @param origin who sent it
     * @param servicerUserId user id of the servicer, where one sent it
     * @param mediaId id to download it with, for three days
     */
    @Discriminator(source = Source.KF, type = "file")
    record File(
            Payload payload,
            String openKfId,
            String externalUserId,
            Coded<Origin> origin,
            String servicerUserId,
            @Field("file.media_id") String mediaId)
            implements Kf {
        @Override
        public String toString() {
            return Payload.describe(this);
        }
    }

    /**
     * 位置消息: a position on the map.
     *
     * @param payload all that came
     * @param openKfId id of the customer-service account
     * @param externalUserId id of the customer
     * @param origin who sent it
     * @param servicerUserId user id of the servicer, where one sent it
     * @param latitude degrees north
     * @param longitude degrees east
     * @param name name of the place
     * @param address address
     */
    @Discriminator(source = Source.KF, type = "location")
    record Location(
            Payload payload,
            String openKfId,
            String externalUserId,
            Coded<Origin> origin,
            String servicerUserId,
            @Field("location.latitude") Double latitude,
            @Field("location.longitude") Double longitude,
            @Field("location.name") String name,
            @Field("location.address") String address)
            implements Kf {
        @Override
        public String toString() {
            return Payload.describe(this);
        }
    }

    /**
     * 链接消息: a link.
     *
     * @param payload all that came
     * @param openKfId id of the customer-service account
     * @param externalUserId id of the customer
     * @param origin who sent it
     * @param servicerUserId user id of the servicer, where one sent it
     * @param title title
     * @param description description
     * @param url address
     * @param picUrl address of the cover
     */
    @Discriminator(source = Source.KF, type = "link")
    record Link(
            Payload payload,
            String openKfId,
            String externalUserId,
            Coded<Origin> origin,
            String servicerUserId,
            @Field("link.title") String title,
            @Field("link.desc") String description,
            @Field("link.url") String url,
            @Field("link.pic_url") String picUrl)
            implements Kf {
        @Override
        public String toString() {
            return Payload.describe(this);
        }
    }

    /**
     * 名片消息: the card of a member.
     *
     * @param payload all that came
     * @param openKfId id of the customer-service account
     * @param externalUserId id of the customer
     * @param origin who sent it
     * @param servicerUserId user id of the servicer, where one sent it
     * @param userId user id of that member
     */
    @Discriminator(source = Source.KF, type = "business_card")
    record BusinessCard(
            Payload payload,
            String openKfId,
            String externalUserId,
            Coded<Origin> origin,
            String servicerUserId,
            @Field("business_card.userid") String userId)
            implements Kf {
        @Override
        public String toString() {
            return Payload.describe(this);
        }
    }

    /**
     * 小程序消息: a page of a mini program, as a card.
     *
     * @param payload all that came
     * @param openKfId id of the customer-service account
     * @param externalUserId id of the customer
     * @param origin who sent it
     * @param servicerUserId user id of the servicer, where one sent it
     * @param title title
     * @param appId id of the mini program
     * @param pagePath path of the page
     * @param thumbMediaId id to download the cover with
     */
    @Discriminator(source = Source.KF, type = "miniprogram")
    record MiniProgramPage(
            Payload payload,
            String openKfId,
            String externalUserId,
            Coded<Origin> origin,
            String servicerUserId,
            @Field("miniprogram.title") String title,
            @Field("miniprogram.appid") String appId,
            @Field("miniprogram.pagepath") String pagePath,
            @Field("miniprogram.thumb_media_id") String thumbMediaId)
            implements Kf {
        @Override
        public String toString() {
            return Payload.describe(this);
        }
    }

    /**
     * 菜单消息: a menu that a servicer sent.
     *
     * @param payload all that came
     * @param openKfId id of the customer-service account
     * @param externalUserId id of the customer
     * @param origin who sent it
     * @param servicerUserId user id of the servicer, where one sent it
     * @param headContent text above
     * @param entries the entries
     * @param tailContent text below
     */
    @Discriminator(source = Source.KF, type = "msgmenu")
    record Menu(
            Payload payload,
            String openKfId,
            String externalUserId,
            Coded<Origin> origin,
            String servicerUserId,
            @Field("msgmenu.head_content") String headContent,
            @Field("msgmenu.list") List<MenuEntry> entries,
            @Field("msgmenu.tail_content") String tailContent)
            implements Kf {
        @Override
        public String toString() {
            return Payload.describe(this);
        }
    }

    /**
     * An entry of a menu.
     *
     * @param type what a tap does
     * @param content its text
     * @param id its id; for entries that send themselves
     * @param url address; for links
     * @param appId id of the mini program; for pages
     * @param pagePath path of the page; for pages
     */
    record MenuEntry(
            Coded<MenuEntryType> type,

            @Field({"click.content", "view.content", "miniprogram.content", "text.content"})
            String content,

            @Field("click.id") String id,
            @Field("view.url") String url,
            @Field("miniprogram.appid") String appId,
            @Field("miniprogram.pagepath") String pagePath) {
        @Override
        public String toString() {
            return getClass().getSimpleName();
        }
    }

    /**
     * 视频号商品消息: a product of a Channels shop.
     *
     * @param payload all that came
     * @param openKfId id of the customer-service account
     * @param externalUserId id of the customer
     * @param origin who sent it
     * @param servicerUserId user id of the servicer, where one sent it
     * @param productId id of the product
     * @param headImg address of its picture
     * @param title title
     * @param salesPrice price, as text
     * @param shopNickname name of the shop
     * @param shopHeadImg address of the shop's avatar
     */
    @Discriminator(source = Source.KF, type = "channels_shop_product")
    record ShopProduct(
            Payload payload,
            String openKfId,
            String externalUserId,
            Coded<Origin> origin,
            String servicerUserId,
            @Field("channels_shop_product.product_id") String productId,
            @Field("channels_shop_product.head_img") String headImg,
            @Field("channels_shop_product.title") String title,
            @Field("channels_shop_product.sales_price") String salesPrice,
            @Field("channels_shop_product.shop_nickname") String shopNickname,
            @Field("channels_shop_product.shop_head_img") String shopHeadImg)
            implements Kf {
        @Override
        public String toString() {
            return Payload.describe(this);
        }
    }

    /**
     * 视频号订单消息: an order in a Channels shop.
     *
     * @param payload all that came
     * @param openKfId id of the customer-service account
     * @param externalUserId id of the customer
     * @param origin who sent it
     * @param servicerUserId user id of the servicer, where one sent it
     * @param orderId id of the order
     * @param productTitles titles of the products
     * @param priceWording price, as text
     * @param state state of the order, as text
     * @param imageUrl address of the picture
     * @param shopNickname name of the shop
     */
    @Discriminator(source = Source.KF, type = "channels_shop_order")
    record ShopOrder(
            Payload payload,
            String openKfId,
            String externalUserId,
            Coded<Origin> origin,
            String servicerUserId,
            @Field("channels_shop_order.order_id") String orderId,
            @Field("channels_shop_order.product_titles") String productTitles,
            @Field("channels_shop_order.price_wording") String priceWording,
            @Field("channels_shop_order.state") String state,
            @Field("channels_shop_order.image_url") String imageUrl,
            @Field("channels_shop_order.shop_nickname") String shopNickname)
            implements Kf {
        @Override
        public String toString() {
            return Payload.describe(this);
        }
    }

    /**
     * 聊天记录消息: messages forwarded as one.
     *
     * @param payload all that came
     * @param openKfId id of the customer-service account
     * @param externalUserId id of the customer
     * @param origin who sent it
     * @param servicerUserId user id of the servicer, where one sent it
     * @param title title
     * @param items the messages
     */
    @Discriminator(source = Source.KF, type = "merged_msg")
    record ChatRecord(
            Payload payload,
            String openKfId,
            String externalUserId,
            Coded<Origin> origin,
            String servicerUserId,
            @Field("merged_msg.title") String title,
            @Field("merged_msg.item") List<ChatRecordItem> items)
            implements Kf {
        @Override
        public String toString() {
            return Payload.describe(this);
        }
    }

    /**
     * A message in a chat record.
     *
     * @param sendTime when it was sent
     * @param msgType its type
     * @param senderName name of who sent it
     * @param msgContent what it says, as a JSON text
     */
    record ChatRecordItem(Instant sendTime, String msgType, String senderName, String msgContent) {
        @Override
        public String toString() {
            return getClass().getSimpleName();
        }
    }

    /**
     * 视频号消息: something of a Channels account.
     *
     * @param payload all that came
     * @param openKfId id of the customer-service account
     * @param externalUserId id of the customer
     * @param origin who sent it
     * @param servicerUserId user id of the servicer, where one sent it
     * @param subType what it is
     * @param nickname name of the account
     * @param title title
     */
    @Discriminator(source = Source.KF, type = "channels")
    record Channels(
            Payload payload,
            String openKfId,
            String externalUserId,
            Coded<Origin> origin,
            String servicerUserId,
            @Field("channels.sub_type") Coded<ChannelsType> subType,
            @Field("channels.nickname") String nickname,
            @Field("channels.title") String title)
            implements Kf {
        @Override
        public String toString() {
            return Payload.describe(this);
        }
    }

    /**
     * 会议消息: a meeting. What it carries is not documented.
     *
     * @param payload all that came
     * @param openKfId id of the customer-service account
     * @param externalUserId id of the customer
     * @param origin who sent it
     * @param servicerUserId user id of the servicer, where one sent it
     * @param meeting what it carries, or null
     */
    @Discriminator(source = Source.KF, type = "meeting")
    record Meeting(
            Payload payload,
            String openKfId,
            String externalUserId,
            Coded<Origin> origin,
            String servicerUserId,
            JsonNode meeting)
            implements Kf {
        @Override
        public String toString() {
            return Payload.describe(this);
        }
    }

    /**
     * 日程消息: a schedule. What it carries is not documented.
     *
     * @param payload all that came
     * @param openKfId id of the customer-service account
     * @param externalUserId id of the customer
     * @param origin who sent it
     * @param servicerUserId user id of the servicer, where one sent it
     * @param schedule what it carries, or null
     */
    @Discriminator(source = Source.KF, type = "schedule")
    record Schedule(
            Payload payload,
            String openKfId,
            String externalUserId,
            Coded<Origin> origin,
            String servicerUserId,
            JsonNode schedule)
            implements Kf {
        @Override
        public String toString() {
            return Payload.describe(this);
        }
    }

    /**
     * 笔记消息: a note. What it carries is not documented.
     *
     * @param payload all that came
     * @param openKfId id of the customer-service account
     * @param externalUserId id of the customer
     * @param origin who sent it
     * @param servicerUserId user id of the servicer, where one sent it
     * @param note what it carries, or null
     */
    @Discriminator(source = Source.KF, type = "note")
    record Note(
            Payload payload,
            String openKfId,
            String externalUserId,
            Coded<Origin> origin,
            String servicerUserId,
            JsonNode note)
            implements Kf {
        @Override
        public String toString() {
            return Payload.describe(this);
        }
    }

    /**
     * 用户进入会话事件: a customer opened the chat.
     *
     * @param payload all that came
     * @param openKfId id of the customer-service account
     * @param externalUserId id of the customer
     * @param origin always the system
     * @param scene where from, as configured
     * @param sceneParam parameter of one's own, URL-encoded
     * @param welcomeCode code to greet with, for about 20 seconds; null when that is not allowed
     * @param weChatChannels the Channels account it was entered from, or null
     */
    @Discriminator(source = Source.KF, event = "enter_session")
    record SessionEntered(
            Payload payload,
            @Field("event.open_kfid") String openKfId,
            @Field("event.external_userid") String externalUserId,
            Coded<Origin> origin,
            @Field("event.scene") String scene,
            @Field("event.scene_param") String sceneParam,
            @Field("event.welcome_code") String welcomeCode,
            @Field("event.wechat_channels") WeChatChannels weChatChannels)
            implements Kf {
        @Override
        public String toString() {
            return Payload.describe(this);
        }
    }

    /**
     * The Channels account from which a customer came.
     *
     * @param nickname name of the account
     * @param shopNickname name of its shop
     * @param scene which place in Channels, 1 to 5
     */
    record WeChatChannels(String nickname, String shopNickname, Integer scene) {
        @Override
        public String toString() {
            return getClass().getSimpleName();
        }
    }

    /**
     * 消息发送失败事件: a message that was sent through the API did not arrive.
     *
     * @param payload all that came
     * @param openKfId id of the customer-service account
     * @param externalUserId id of the customer
     * @param origin always the system
     * @param failMsgId id of that message
     * @param failType why
     */
    @Discriminator(source = Source.KF, event = "msg_send_fail")
    record SendFailed(
            Payload payload,
            @Field("event.open_kfid") String openKfId,
            @Field("event.external_userid") String externalUserId,
            Coded<Origin> origin,
            @Field("event.fail_msgid") String failMsgId,
            @Field("event.fail_type") Coded<FailType> failType)
            implements Kf {
        @Override
        public String toString() {
            return Payload.describe(this);
        }
    }

    /**
     * 接待人员接待状态变更事件: a servicer began or stopped to receive customers.
     *
     * @param payload all that came
     * @param openKfId id of the customer-service account
     * @param origin always the system
     * @param servicerUserId user id of the servicer
     * @param status the new status
     * @param stopType how the servicer stopped
     */
    @Discriminator(source = Source.KF, event = "servicer_status_change")
    record ServicerStatusChanged(
            Payload payload,
            @Field("event.open_kfid") String openKfId,
            Coded<Origin> origin,
            @Field("event.servicer_userid") String servicerUserId,
            @Field("event.status") Coded<ServicerStatus> status,
            @Field("event.stop_type") Coded<StopType> stopType)
            implements Kf {
        @Override
        public String toString() {
            return Payload.describe(this);
        }
    }

    /**
     * 会话状态变更事件: a servicer took, passed on, ended or resumed a chat. Changes through the API are not reported.
     *
     * @param payload all that came
     * @param openKfId id of the customer-service account
     * @param externalUserId id of the customer
     * @param origin always the system
     * @param change what happened
     * @param oldServicerUserId user id of the former servicer
     * @param newServicerUserId user id of the new servicer
     * @param msgCode code to send a message with, when the chat was taken or ended
     */
    @Discriminator(source = Source.KF, event = "session_status_change")
    record SessionStatusChanged(
            Payload payload,
            @Field("event.open_kfid") String openKfId,
            @Field("event.external_userid") String externalUserId,
            Coded<Origin> origin,
            @Field("event.change_type") Coded<SessionChange> change,
            @Field("event.old_servicer_userid") String oldServicerUserId,
            @Field("event.new_servicer_userid") String newServicerUserId,
            @Field("event.msg_code") String msgCode)
            implements Kf {
        @Override
        public String toString() {
            return Payload.describe(this);
        }
    }

    /**
     * 用户撤回消息事件: a customer withdrew a message.
     *
     * @param payload all that came
     * @param openKfId id of the customer-service account
     * @param externalUserId id of the customer
     * @param origin always the system
     * @param recallMsgId id of that message
     */
    @Discriminator(source = Source.KF, event = "user_recall_msg")
    record CustomerRecalled(
            Payload payload,
            @Field("event.open_kfid") String openKfId,
            @Field("event.external_userid") String externalUserId,
            Coded<Origin> origin,
            @Field("event.recall_msgid") String recallMsgId)
            implements Kf {
        @Override
        public String toString() {
            return Payload.describe(this);
        }
    }

    /**
     * 接待人员撤回消息事件: a servicer withdrew a message.
     *
     * @param payload all that came
     * @param openKfId id of the customer-service account
     * @param externalUserId id of the customer
     * @param origin always the system
     * @param servicerUserId user id of the servicer
     * @param recallMsgId id of that message
     */
    @Discriminator(source = Source.KF, event = "servicer_recall_msg")
    record ServicerRecalled(
            Payload payload,
            @Field("event.open_kfid") String openKfId,
            @Field("event.external_userid") String externalUserId,
            Coded<Origin> origin,
            @Field("event.servicer_userid") String servicerUserId,
            @Field("event.recall_msgid") String recallMsgId)
            implements Kf {
        @Override
        public String toString() {
            return Payload.describe(this);
        }
    }

    /**
     * 拒收客户消息变更事件: a servicer began or ceased to reject what a customer writes.
     *
     * @param payload all that came
     * @param openKfId id of the customer-service account
     * @param externalUserId id of the customer
     * @param origin always the system
     * @param servicerUserId user id of the servicer
     * @param rejecting whether messages are rejected now
     */
    @Discriminator(source = Source.KF, event = "reject_customer_msg_switch_change")
    record RejectionSwitched(
            Payload payload,
            @Field("event.open_kfid") String openKfId,
            @Field("event.external_userid") String externalUserId,
            Coded<Origin> origin,
            @Field("event.servicer_userid") String servicerUserId,
            @Field("event.reject_switch") Boolean rejecting)
            implements Kf {
        @Override
        public String toString() {
            return Payload.describe(this);
        }
    }

    /** Who sent an item. */
    @Getter
    @Accessors(fluent = true)
    @RequiredArgsConstructor
    enum Origin implements WireCode {
        /** A code that this version does not know. */
        UNKNOWN(""),
        /** The customer. */
        CUSTOMER("3"),
        /** The system: an event. */
        SYSTEM("4"),
        /** A servicer, in the client. */
        SERVICER("5");

        private final String code;
    }

    /** What a tap on a menu entry does. */
    @Getter
    @Accessors(fluent = true)
    @RequiredArgsConstructor
    enum MenuEntryType implements WireCode {
        /** A code that this version does not know. */
        UNKNOWN(""),
        /** Sends the entry back as a text. */
        CLICK("click"),
        /** Opens a page. */
        VIEW("view"),
        /** Opens a mini program. */
        MINI_PROGRAM("miniprogram"),
        /** Nothing: plain text. */
        TEXT("text");

        private final String code;
    }

    /** What a message of a Channels account is. */
    @Getter
    @Accessors(fluent = true)
    @RequiredArgsConstructor
    enum ChannelsType implements WireCode {
        /** A code that this version does not know. */
        UNKNOWN(""),
        /** A post. */
        POST("1"),
        /** A live room. */
        LIVE("2"),
        /** The card of the account. */
        CARD("3");

        private final String code;
    }

    /** Why a message did not arrive. */
    @Getter
    @Accessors(fluent = true)
    @RequiredArgsConstructor
    enum FailType implements WireCode {
        /** A code that this version does not know. */
        UNKNOWN(""),
        /** Not stated. */
        UNSPECIFIED("0"),
        /** The customer-service account was deleted. */
        ACCOUNT_DELETED("1"),
        /** The app was closed. */
        APP_CLOSED("2"),
        /** The customer last wrote more than 48 hours ago. */
        SESSION_EXPIRED("4"),
        /** The chat was closed. */
        SESSION_CLOSED("5"),
        /** More than five messages since the customer last wrote. */
        TOO_MANY_MESSAGES("6"),
        /** The corp is not verified. */
        UNVERIFIED("8"),
        /** The customer rejects messages. */
        REJECTED("10"),
        /** Nobody is logged in. */
        NOBODY_LOGGED_IN("11"),
        /** Messages of this type are not allowed. */
        TYPE_NOT_ALLOWED("12");

        private final String code;
    }

    /** Whether a servicer receives customers. */
    @Getter
    @Accessors(fluent = true)
    @RequiredArgsConstructor
    enum ServicerStatus implements WireCode {
        /** A code that this version does not know. */
        UNKNOWN(""),
        /** Receives. */
        RECEIVING("1"),
        /** Does not. */
        STOPPED("2");

        private final String code;
    }

    /** How a servicer stopped. */
    @Getter
    @Accessors(fluent = true)
    @RequiredArgsConstructor
    enum StopType implements WireCode {
        /** A code that this version does not know. */
        UNKNOWN(""),
        /** Stopped. */
        STOPPED("0"),
        /** Only paused. */
        PAUSED("1");

        private final String code;
    }

    /** What happened to a chat. */
    @Getter
    @Accessors(fluent = true)
    @RequiredArgsConstructor
    enum SessionChange implements WireCode {
        /** A code that this version does not know. */
        UNKNOWN(""),
        /** Taken from the pool. */
        TAKEN("1"),
        /** Passed on to another servicer. */
        TRANSFERRED("2"),
        /** Ended. */
        ENDED("3"),
        /** Resumed by the servicer. */
        RESUMED("4");

        private final String code;
    }
}
