// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.sample.crash;

/** What is to be done for each message: one handler each. */
enum Work {
    REPLY,
    STORE,
    FORWARD
}
