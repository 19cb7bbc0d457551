// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.bot;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class UsedAddressesTest {

    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
    private static final Duration HOUR = Duration.ofHours(1);

    private final UsedAddresses used = new UsedAddresses(HOUR, 3);

    @Test
    void an_address_is_used_once_while_it_is_good() {
        assertThat(use("a", NOON)).isTrue();
        assertThat(use("a", NOON)).isFalse();
        assertThat(use("b", NOON.plus(HOUR))).isTrue();
        assertThat(use("a", NOON.plus(HOUR))).isFalse();
    }

    @Test
    void it_is_forgotten_when_it_is_good_no_longer() {
        use("a", NOON);
        use("b", NOON.plus(HOUR).plusMillis(1));

        assertThat(use("a", NOON)).isTrue();
    }

    @Test
    void what_was_not_taken_may_be_sent_again() {
        use("a", NOON);
        used.release(address("a"));

        assertThat(use("a", NOON)).isTrue();
    }

    @Test
    void of_more_than_there_is_room_for_the_oldest_are_forgotten() {
        for (String code : new String[] {"a", "b", "c", "d"}) {
            use(code, NOON);
        }

        assertThat(use("d", NOON)).isFalse();
        assertThat(use("b", NOON)).isFalse();
        assertThat(use("a", NOON)).isTrue();
    }

    private boolean use(String code, Instant now) {
        return used.use(address(code), now);
    }

    private static URI address(String code) {
        return URI.create("https://qyapi.weixin.qq.com/cgi-bin/aibot/response?response_code=" + code);
    }
}
