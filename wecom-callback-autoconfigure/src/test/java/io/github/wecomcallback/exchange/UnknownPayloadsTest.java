// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.wecomcallback.annotation.WeComEventHandler;
import io.github.wecomcallback.annotation.WeComFallbackHandler;
import io.github.wecomcallback.annotation.WeComMessageHandler;
import io.github.wecomcallback.message.Contact;
import io.github.wecomcallback.message.WeComMessage;
import io.github.wecomcallback.support.Callbacks;
import io.github.wecomcallback.support.WeCom;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The platform adds something new several times a year. */
class UnknownPayloadsTest {

    private final WeCom weCom = new WeCom();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<xml><MsgType>hologram</MsgType><Depth>3</Depth></xml>",
                "<xml><MsgType>event</MsgType><Event>brand_new</Event><Depth>3</Depth></xml>",
                "<xml><MsgType>event</MsgType><Event>change_contact</Event><ChangeType>brand_new</ChangeType><Depth>3</Depth></xml>",
                "<xml><SuiteId>x</SuiteId><InfoType>brand_new</InfoType><Depth>3</Depth></xml>",
                "<xml><Depth>3</Depth></xml>",
                "{\"msgtype\":\"hologram\",\"depth\":3}",
                "{\"depth\":3}"
            })
    void what_nobody_knows_yet_arrives_raw_where_everything_or_the_rest_does_and_is_acknowledged(String plaintext) {
        CatchAll catchAll = new CatchAll();
        Rest rest = new Rest();

        CallbackResponse first = Callbacks.to(catchAll).build().post(weCom.deliver(plaintext));
        CallbackResponse second = Callbacks.to(rest).build().post(weCom.deliver(plaintext));

        assertThat(List.of(first.status(), second.status())).containsOnly(200);
        assertThat(first.body()).isEmpty();
        for (List<WeComMessage> seen : List.of(catchAll.seen, rest.seen)) {
            assertThat(seen).singleElement().satisfies(message -> {
                assertThat(message.raw()).isEqualTo(plaintext);
                assertThat(message.get("Depth")).isEqualTo("3");
                assertThat(message.typed()).isSameAs(message);
            });
        }
    }

    static class CatchAll {

        private final List<WeComMessage> seen = new ArrayList<>();

        @WeComMessageHandler
        void any(WeComMessage message) {
            seen.add(message);
        }
    }

    static class Rest {

        private final List<WeComMessage> seen = new ArrayList<>();

        @WeComEventHandler
        void known(Contact.UserCreated event) {}

        @WeComFallbackHandler
        void rest(WeComMessage message) {
            seen.add(message);
        }
    }
}
