// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.bot;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.wecomcallback.support.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SteadyClockTest {

    @Test
    void it_begins_at_the_systems_time_and_counts_on_whatever_becomes_of_that() {
        SettableClock system = new SettableClock();
        Instant begun = system.instant();
        AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);
        SteadyClock clock = new SteadyClock(system, nanos::get);

        system.moveAhead(Duration.ofHours(-1));
        nanos.addAndGet(Duration.ofSeconds(3).toNanos());

        assertThat(clock.instant()).isEqualTo(begun.plusSeconds(3));
        assertThat(clock.millis()).isEqualTo(begun.plusSeconds(3).toEpochMilli());
    }
}
