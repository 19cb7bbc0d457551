// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.benchmarks.jmh;

import io.github.wecomcallback.benchmarks.sample.Platform.Sealed;
import io.github.wecomcallback.benchmarks.sample.Ring;
import io.github.wecomcallback.benchmarks.sample.Sample;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** What is sent: the same for whoever receives it, each message once. */
@State(Scope.Benchmark)
public class Requests {

    @Param({"TEXT", "CARD", "APPROVAL"})
    Sample sample = Sample.TEXT;

    private Ring ring = Ring.empty();

    /** Encrypts them. */
    @Setup
    public void seal() {
        ring = Ring.of(sample);
    }

    /** One thread's requests. */
    @State(Scope.Thread)
    public static class Mine {

        private Ring.Cursor cursor = Ring.empty().cursor();

        /** Begins. */
        @Setup
        public void begin(Requests requests) {
            cursor = requests.ring.cursor();
        }

        Sealed next() {
            return cursor.next();
        }
    }
}
