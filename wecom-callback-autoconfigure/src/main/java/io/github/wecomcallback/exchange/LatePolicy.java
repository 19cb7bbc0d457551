// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.exchange;

/** What is answered when the handlers are not done in time. They go on in either case. */
public enum LatePolicy {
    /** 503, so that the platform delivers again; that delivery waits for the same run and carries its reply. */
    REDELIVER,
    /** 200 without a reply. Keeps failed deliveries out of the admin console, and loses the reply. */
    ACKNOWLEDGE
}
