// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.test;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import lombok.RequiredArgsConstructor;

/**
 * Codes that are good once, and not for long.
 *
 * @param <T> what a code stands for
 */
@RequiredArgsConstructor
final class OneTimeCodes<T> {

    private final FakeClock clock;
    private final Map<String, Code<T>> codes = new ConcurrentHashMap<>();

    String give(T meaning) {
        String code = "code_" + UUID.randomUUID();
        codes.put(code, new Code<>(meaning, clock.now()));
        return code;
    }

    /** What a code stands for, as long as it was not used. */
    T meaning(String text, Duration validity) {
        Code<T> code = codes.get(text);
        if (code == null) {
            throw invalid("unknown, or used before");
        }
        if (clock.isOver(code.given(), validity)) {
            throw invalid("expired");
        }
        return code.meaning();
    }

    /** Uses a code up. Of two who use it at once, one succeeds. */
    void use(String text) {
        if (codes.remove(text) == null) {
            throw invalid("unknown, or used before");
        }
    }

    private static ApiException invalid(String why) {
        return new ApiException(FakeWeCom.INVALID_CODE, "invalid code: " + why);
    }

    private record Code<T>(T meaning, Instant given) {}
}
