// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.test;

import java.time.Duration;

/**
 * How often something may be called.
 *
 * @param calls so many times
 * @param per within this time
 */
record Rate(int calls, Duration per) {

    Rate {
        if (calls < 0) {
            throw new IllegalArgumentException("There cannot be fewer than 0 calls");
        }
    }
}
