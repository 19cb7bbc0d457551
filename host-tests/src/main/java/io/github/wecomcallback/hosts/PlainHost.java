// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.hosts;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Import;

/** An application with endpoints, and nothing else. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import(Endpoints.class)
class PlainHost {}
