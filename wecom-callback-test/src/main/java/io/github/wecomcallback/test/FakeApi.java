// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.test;

import io.github.wecomcallback.test.Fault.Outcome;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * One path of {@link FakeWeCom}: what goes wrong there, and how often it was called. Thread-safe.
 *
 * <pre>{@code
 * FakeApi pulls = wecom.on(FakeWeCom.SYNC_MSG).fails(2, Fault.status(502));
 *
 * assertThat(pulls.calls()).isEqualTo(3);
 * }</pre>
 */
public final class FakeApi {

    private final FakeHandler handler;
    private final RateLimit limit;
    private final PlatformRules rules;
    private final Deque<Fault> faults = new ArrayDeque<>();
    private final AtomicInteger calls = new AtomicInteger();
    private final Gauge gauge = new Gauge();
    private volatile @Nullable Rate rate;
    private @Nullable Fault always;

    FakeApi(FakeHandler handler, PlatformRules rules) {
        this.handler = handler;
        this.rules = rules;
        this.limit = new RateLimit(rules.clock());
    }

    /**
     * Makes the next call fail; called again, the one after it.
     *
     * @return this
     */
    public FakeApi fails(Fault fault) {
        return fails(1, fault);
    }

    /**
     * Makes the next calls fail, behind those that were said to fail before.
     *
     * @return this
     */
    public FakeApi fails(int times, Fault fault) {
        synchronized (faults) {
            for (int i = 0; i < times; i++) {
                faults.add(fault);
            }
        }
        return this;
    }

    /**
     * Makes all calls fail, until it {@link #works} again.
     *
     * @return this
     */
    public FakeApi alwaysFails(Fault fault) {
        synchronized (faults) {
            always = fault;
        }
        return this;
    }

    /**
     * Ends all that goes wrong here. What hangs goes on to hang.
     *
     * @return this
     */
    public FakeApi works() {
        synchronized (faults) {
            faults.clear();
            always = null;
        }
        return this;
    }

    /**
     * Refuses calls beyond a rate with 45009. What is refused does not count.
     *
     * @return this
     */
    public FakeApi limit(int most, Duration per) {
        rate = new Rate(most, per);
        return this;
    }

    /** How often it was called, whatever came of it. */
    public int calls() {
        return calls.get();
    }

    /** How many calls were under way at once, at most. */
    public int mostAtOnce() {
        return gauge.most();
    }

    Outcome take(FakeCall call) {
        calls.incrementAndGet();
        gauge.enter();
        call.whenOver(gauge::leave);
        @Nullable Fault fault = next();
        return fault == null ? Outcome.of(answer(call)) : fault.outcome(call, this::answer);
    }

    private @Nullable Fault next() {
        synchronized (faults) {
            Fault first = faults.poll();
            return first == null ? always : first;
        }
    }

    private FakeAnswer answer(FakeCall call) {
        try {
            limit.take(rate == null ? rules.rate() : rate);
            return handler.answer(call);
        } catch (ApiException ex) {
            return FakeAnswer.error(ex.code(), String.valueOf(ex.getMessage()));
        }
    }
}
