// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.test;

/** What the platform does at one path. */
@FunctionalInterface
interface FakeHandler {

    /**
     * Answers a call.
     *
     * @throws ApiException when it is refused
     */
    FakeAnswer answer(FakeCall call);
}
