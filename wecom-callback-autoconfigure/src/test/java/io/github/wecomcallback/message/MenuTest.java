// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.message;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.wecomcallback.support.WeCom;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MenuTest {

    private static final List<Menu.Picture> PICTURES = List.of(
            new Menu.Picture("5a1f0c77d2e94b3688aa10ce4f7b9d21"), new Menu.Picture("b07e93d41c5f4a2e8d6601ab2c9f3e58"));

    @Test
    void an_entry_was_tapped() {
        Payload click = Payload.of(WeCom.sample("event.click.xml"));
        Payload view = Payload.of(WeCom.sample("event.view.xml"));
        Payload miniProgram = Payload.of(WeCom.sample("event.view_miniprogram.xml"));

        assertThat(click.typed()).isEqualTo(new Menu.Click(click, "menu_leave_apply"));
        assertThat(view.typed()).isEqualTo(new Menu.View(view, "https://portal.example.com/home"));
        assertThat(miniProgram.typed()).isEqualTo(new Menu.ViewMiniProgram(miniProgram, "pages/booking/index"));
    }

    @Test
    void a_code_was_scanned() {
        Payload pushed = Payload.of(WeCom.sample("event.scancode_push.xml"));
        Payload waiting = Payload.of(WeCom.sample("event.scancode_waitmsg.xml"));

        assertThat(pushed.typed())
                .isEqualTo(
                        new Menu.ScanCodePushed(pushed, "scan_asset", new Menu.ScanCode("qrcode", "asset:LAP-20931")));
        assertThat(waiting.typed())
                .isEqualTo(new Menu.ScanCodeWaiting(
                        waiting, "scan_visitor", new Menu.ScanCode("qrcode", "asset:LAP-20931")));
    }

    @Test
    void photos_were_taken_or_chosen() {
        Payload taken = Payload.of(WeCom.sample("event.pic_sysphoto.xml"));
        Payload chosen = Payload.of(WeCom.sample("event.pic_photo_or_album.xml"));
        Payload album = Payload.of(WeCom.sample("event.pic_weixin.xml"));

        assertThat(taken.typed()).isEqualTo(new Menu.PhotoTaken(taken, "menu_pic_sysphoto", 2, PICTURES));
        assertThat(chosen.typed()).isEqualTo(new Menu.PhotoOrAlbumSent(chosen, "menu_pic_photo_or_album", 2, PICTURES));
        assertThat(album.typed()).isEqualTo(new Menu.WeChatAlbumSent(album, "menu_pic_weixin", 2, PICTURES));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<PicList><item><PicMd5Sum>1</PicMd5Sum></item><item><PicMd5Sum>2</PicMd5Sum></item></PicList>",
                "<PicList><item><PicMd5Sum>1</PicMd5Sum></item></PicList>"
                        + "<PicList><item><PicMd5Sum>2</PicMd5Sum></item></PicList>",
                "<PicList><PicMd5Sum>1</PicMd5Sum></PicList><PicList><PicMd5Sum>2</PicMd5Sum></PicList>"
            })
    void pictures_come_in_one_list_or_in_a_list_each(String pictures) {
        assertThat(photos("<Count>2</Count>" + pictures).pictures())
                .containsExactly(new Menu.Picture("1"), new Menu.Picture("2"));
    }

    @Test
    void a_single_picture_is_a_list_of_one() {
        Menu.PhotoTaken one = photos("<Count>1</Count><PicList><item><PicMd5Sum>1</PicMd5Sum></item></PicList>");

        assertThat(one.pictures()).containsExactly(new Menu.Picture("1"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<Count>0</Count><PicList/>", "<Count>0</Count><PicList>\n</PicList>"})
    void no_pictures_are_an_empty_list(String pictures) {
        assertThat(photos(pictures).pictures()).isEmpty();
    }

    @Test
    void a_position_was_picked() {
        Payload payload = Payload.of(WeCom.sample("event.location_select.xml"));

        assertThat(payload.typed())
                .isEqualTo(
                        new Menu.LocationSelected(payload, "pick_site", 30.2, 120.1, 15, "杭州市滨江区江南大道", "", "wxwork"));
    }

    private static Menu.PhotoTaken photos(String sendPicsInfo) {
        return (Menu.PhotoTaken) Payload.of("<xml><MsgType>event</MsgType><Event>pic_sysphoto</Event><SendPicsInfo>"
                        + sendPicsInfo + "</SendPicsInfo></xml>")
                .typed();
    }
}
