// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.benchmarks.start;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** What Boot needs by itself. */
@SpringBootApplication
public class BareApplication {

    /** Starts it. */
    public static void main(String[] args) {
        SpringApplication.run(BareApplication.class, args);
    }
}
