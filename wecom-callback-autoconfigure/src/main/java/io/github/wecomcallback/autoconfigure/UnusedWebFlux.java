// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.autoconfigure;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.util.ClassUtils;

/**
 * Says so where an application seems to be written for WebFlux: the starter brings Spring MVC, and Spring Boot takes that where
 * it finds both, so that routes and filters of WebFlux would be gone without a word.
 */
@Slf4j
@RequiredArgsConstructor
final class UnusedWebFlux implements SmartInitializingSingleton {

    private static final List<String> TYPES = List.of(
            "org.springframework.web.reactive.function.server.RouterFunction",
            "org.springframework.web.reactive.config.WebFluxConfigurer",
            "org.springframework.web.server.WebFilter",
            "org.springframework.security.web.server.SecurityWebFilterChain");

    private final ListableBeanFactory beans;

    @Override
    public void afterSingletonsInstantiated() {
        List<String> unused =
                TYPES.stream().flatMap(this::names).distinct().sorted().toList();
        if (!unused.isEmpty()) {
            log.warn(
                    "Beans for WebFlux do nothing here: {}. Spring Boot makes this a servlet application, since"
                            + " wecom-callback-starter brings Spring MVC. Let another application receive WeCom callbacks,"
                            + " or set spring.main.web-application-type=reactive and wecom.callback.enabled=false",
                    String.join(", ", unused));
        }
    }

    private Stream<String> names(String type) {
        ClassLoader loader = UnusedWebFlux.class.getClassLoader();
        return ClassUtils.isPresent(type, loader)
                ? Arrays.stream(beans.getBeanNamesForType(ClassUtils.resolveClassName(type, loader), true, false))
                : Stream.empty();
    }
}
