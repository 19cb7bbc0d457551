// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.test.inbox;

import org.springframework.boot.autoconfigure.SpringBootApplication;

/** An application that does nothing while WeCom waits. */
@SpringBootApplication
public class InboxApplication {}
