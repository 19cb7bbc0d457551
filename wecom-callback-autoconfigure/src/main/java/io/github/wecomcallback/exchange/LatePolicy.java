// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.exchange;

/** What is answered when the handlers are not done in time. They go on in either case. */
public enum LatePolicy {
    /** 503, so that the platform delivers again; that delivery waits for the same run and carries its reply. */
    REDELIVER,
    /**
     * 200 without a reply, once all that is to run later is kept and as long as no handler has failed; else 503. Keeps failed
     * deliveries out of the admin console, and loses the reply. What a handler was to do is lost as well when it fails after
     * that, or when its node dies.
     */
    ACKNOWLEDGE
}
