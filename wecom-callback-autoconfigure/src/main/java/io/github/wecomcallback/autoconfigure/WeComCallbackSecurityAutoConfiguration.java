// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.autoconfigure;

import io.github.wecomcallback.web.CallbackPaths;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.security.config.annotation.web.configuration.WebSecurityCustomizer;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;

/**
 * Lets callbacks pass Spring Security: they prove themselves by their signature, and have neither login nor CSRF token.
 *
 * <p>Exactly the callback paths are taken out. A {@code SecurityFilterChain} for them would do too, but any such bean
 * switches off the chain with which Boot guards everything else.
 */
@AutoConfiguration(after = WeComCallbackAutoConfiguration.class)
@ConditionalOnClass({WebSecurityCustomizer.class, PathPatternRequestMatcher.class})
@ConditionalOnBean(CallbackPaths.class)
public final class WeComCallbackSecurityAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean(name = "weComCallbackSecurityCustomizer")
    WebSecurityCustomizer weComCallbackSecurityCustomizer(
            CallbackPaths paths, ObjectProvider<PathPatternRequestMatcher.Builder> builders) {
        PathPatternRequestMatcher.Builder matchers = builders.getIfUnique(PathPatternRequestMatcher::withDefaults);
        RequestMatcher callbacks = new OrRequestMatcher(
                paths.patterns().stream().<RequestMatcher>map(matchers::matcher).toList());
        return web -> web.ignoring().requestMatchers(callbacks);
    }
}
