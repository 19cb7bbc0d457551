// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.hosts;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Import;
import org.springframework.web.servlet.config.annotation.EnableWebMvc;

/** An application that configures Spring MVC itself. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@EnableWebMvc
@Import(Endpoints.class)
class WebMvcHost {}
