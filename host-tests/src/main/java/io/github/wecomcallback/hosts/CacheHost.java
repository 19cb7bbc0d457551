// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.hosts;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.cache.annotation.EnableCaching;
import org.springframework.context.annotation.Import;

/** An application that caches. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@EnableCaching
@Import({Endpoints.class, CachedThings.class})
class CacheHost {}
