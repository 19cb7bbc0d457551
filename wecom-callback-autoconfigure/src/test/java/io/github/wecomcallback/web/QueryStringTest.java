// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class QueryStringTest {

    @Test
    void parameters_are_decoded_once() {
        assertThat(QueryString.parse("a=1&b=%2B%2F%3D&c=%2541"))
                .containsExactlyInAnyOrderEntriesOf(Map.of("a", "1", "b", "+/=", "c", "%41"));
    }

    @Test
    void a_plus_is_a_plus_and_an_equals_sign_belongs_to_the_value() {
        assertThat(QueryString.parse("echostr=a+b/c==")).containsEntry("echostr", "a+b/c==");
    }

    @Test
    void a_name_that_comes_twice_is_no_parameter() {
        assertThat(QueryString.parse("nonce=1&nonce=2&a=3")).containsOnlyKeys("a");
        assertThat(QueryString.parse("nonce=1&nonce=1&nonce=1&a=3")).containsOnlyKeys("a");
    }

    @Test
    void what_is_no_parameter_is_left_out() {
        assertThat(QueryString.parse(null)).isEmpty();
        assertThat(QueryString.parse("")).isEmpty();
        assertThat(QueryString.parse("&&=x&flag&")).isEmpty();
    }

    @Test
    void a_broken_escape_is_an_empty_value() {
        assertThat(QueryString.parse("a=%zz&b=%")).containsEntry("a", "").containsEntry("b", "");
    }
}
