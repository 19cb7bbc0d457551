// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.test.example;

import org.springframework.boot.autoconfigure.SpringBootApplication;

/** An application as a user of the kit may have it. */
@SpringBootApplication
public class ExampleApplication {}
