// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.message;

import java.util.List;
import org.jspecify.annotations.NullUnmarked;

/** What a member does in the menu of an app. Any field may be null. */
@NullUnmarked
public interface Menu extends WeComMessage {

    /**
     * 点击菜单拉取消息: a member tapped an entry that asks for a message.
     *
     * @param payload all that came
     * @param eventKey key of the entry
     */
    @Discriminator(event = "click")
    record Click(Payload payload, String eventKey) implements Menu {
        @Override
        public String toString() {
            return Payload.describe(this);
        }
    }

    /**
     * 点击菜单跳转链接: a member tapped an entry that opens a page.
     *
     * @param payload all that came
     * @param eventKey address of the page
     */
    @Discriminator(event = "view")
    record View(Payload payload, String eventKey) implements Menu {
        @Override
        public String toString() {
            return Payload.describe(this);
        }
    }

    /**
     * 点击菜单跳转小程序: a member tapped an entry that opens a mini program.
     *
     * @param payload all that came
     * @param eventKey path of the page in the mini program
     */
    @Discriminator(event = "view_miniprogram")
    record ViewMiniProgram(Payload payload, String eventKey) implements Menu {
        @Override
        public String toString() {
            return Payload.describe(this);
        }
    }

    /**
     * 扫码推事件: a member scanned a code, and the client opens what it says.
     *
     * @param payload all that came
     * @param eventKey key of the menu entry
     * @param scanCodeInfo what was scanned
     */
    @Discriminator(event = "scancode_push")
    record ScanCodePushed(Payload payload, String eventKey, ScanCode scanCodeInfo) implements Menu {
        @Override
        public String toString() {
            return Payload.describe(this);
        }
    }

    /**
     * 扫码推事件且弹出"消息接收中": a member scanned a code and waits for a reply.
     *
     * @param payload all that came
     * @param eventKey key of the menu entry
     * @param scanCodeInfo what was scanned
     */
    @Discriminator(event = "scancode_waitmsg")
    record ScanCodeWaiting(Payload payload, String eventKey, ScanCode scanCodeInfo) implements Menu {
        @Override
        public String toString() {
            return Payload.describe(this);
        }
    }

    /**
     * What was scanned.
     *
     * @param scanType sort of code, normally {@code qrcode}
     * @param scanResult what it says
     */
    record ScanCode(String scanType, String scanResult) {
        @Override
        public String toString() {
            return getClass().getSimpleName();
        }
    }

    /**
     * 弹出系统拍照发图: a member took a photo.
     *
     * @param payload all that came
     * @param eventKey key of the menu entry
     * @param count number of pictures
     * @param pictures the pictures
     */
    @Discriminator(event = "pic_sysphoto")
    record PhotoTaken(
            Payload payload,
            String eventKey,
            @Field("SendPicsInfo.Count") Integer count,
            @Field("SendPicsInfo.PicList") List<Picture> pictures)
            implements Menu {
        @Override
        public String toString() {
            return Payload.describe(this);
        }
    }

    /**
     * 弹出拍照或者相册发图: a member took or chose a photo.
     *
     * @param payload all that came
     * @param eventKey key of the menu entry
     * @param count number of pictures
     * @param pictures the pictures
     */
    @Discriminator(event = "pic_photo_or_album")
    record PhotoOrAlbumSent(
            Payload payload,
            String eventKey,
            @Field("SendPicsInfo.Count") Integer count,
            @Field("SendPicsInfo.PicList") List<Picture> pictures)
            implements Menu {
        @Override
        public String toString() {
            return Payload.describe(this);
        }
    }

    /**
     * 弹出微信相册发图器: a member chose from the WeChat album.
     *
     * @param payload all that came
     * @param eventKey key of the menu entry
     * @param count number of pictures
     * @param pictures the pictures
     */
    @Discriminator(event = "pic_weixin")
    record WeChatAlbumSent(
            Payload payload,
            String eventKey,
            @Field("SendPicsInfo.Count") Integer count,
            @Field("SendPicsInfo.PicList") List<Picture> pictures)
            implements Menu {
        @Override
        public String toString() {
            return Payload.describe(this);
        }
    }

    /**
     * One picture, which also arrives as an image message.
     *
     * @param picMd5Sum MD5 of the picture
     */
    record Picture(String picMd5Sum) {
        @Override
        public String toString() {
            return getClass().getSimpleName();
        }
    }

    /**
     * 弹出地理位置选择器: a member picked a position; a location message follows.
     *
     * @param payload all that came
     * @param eventKey key of the menu entry
     * @param latitude degrees north
     * @param longitude degrees east
     * @param scale zoom level
     * @param label address
     * @param poiName name of the place, often empty
     * @param appType {@code wxwork} when sent from the WeCom client; null from WeChat
     */
    @Discriminator(event = "location_select")
    record LocationSelected(
            Payload payload,
            String eventKey,
            @Field("SendLocationInfo.Location_X") Double latitude,
            @Field("SendLocationInfo.Location_Y") Double longitude,
            @Field("SendLocationInfo.Scale") Integer scale,
            @Field("SendLocationInfo.Label") String label,
            @Field("SendLocationInfo.Poiname") String poiName,
            String appType)
            implements Menu {
        @Override
        public String toString() {
            return Payload.describe(this);
        }
    }
}
