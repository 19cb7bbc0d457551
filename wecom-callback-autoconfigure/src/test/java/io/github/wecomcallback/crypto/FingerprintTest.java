// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FingerprintTest {

    @Test
    void other_texts_have_another_whatever_they_contain() {
        List<String> all = Stream.of(
                        new String[] {"ab", "c"},
                        new String[] {"a", "bc"},
                        new String[] {"abc"},
                        new String[] {"abc", ""},
                        new String[] {"", "abc"},
                        new String[] {"abc", null},
                        new String[] {null, "abc"},
                        new String[] {"a\nb", "c"},
                        new String[] {"a", "b\nc"},
                        new String[] {"ABC"},
                        new String[] {"a\u0000\u0000\u0000\u0002bc"},
                        new String[] {"a", "bc", ""},
                        new String[] {})
                .map(Fingerprint::of)
                .toList();

        assertThat(all).doesNotHaveDuplicates().allMatch(text -> text.matches("[0-9a-f]{64}"));
    }

    @Test
    void the_same_texts_have_the_same() {
        assertThat(Fingerprint.of("北京", null, "")).isEqualTo(Fingerprint.of("北京", null, ""));
    }
}
