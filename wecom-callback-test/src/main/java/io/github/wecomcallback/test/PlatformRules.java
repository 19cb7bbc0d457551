// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.test;

import java.time.Duration;
import lombok.Getter;
import lombok.Setter;
import lombok.experimental.Accessors;
import org.jspecify.annotations.Nullable;

/** What a test may say about the platform, as it says it to {@link FakeWeCom}. */
@Getter
@Setter
@Accessors(fluent = true)
final class PlatformRules {

    private final FakeClock clock = new FakeClock();

    private volatile Duration tokensLast = Duration.ofHours(2);
    private volatile Duration bellsLast = Duration.ofMinutes(10);
    private volatile Duration codesLast = Duration.ofSeconds(20);
    private volatile int pageSize = 1_000;

    /** Every how manieth page is empty; 0 for none. */
    private volatile int emptyPages;

    private volatile @Nullable Rate rate;
    private volatile @Nullable Rate rateWithoutToken;
    private volatile boolean repliesLimited;
    private volatile boolean anyCursor;
}
