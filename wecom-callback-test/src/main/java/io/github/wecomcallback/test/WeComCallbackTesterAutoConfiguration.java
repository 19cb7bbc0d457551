// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.test;

import io.github.wecomcallback.account.AccountRepository;
import io.github.wecomcallback.autoconfigure.WeComCallbackAutoConfiguration;
import io.github.wecomcallback.web.CallbackPaths;
import java.net.URI;
import java.util.Objects;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletPath;
import org.springframework.boot.webmvc.test.autoconfigure.MockMvcAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.web.context.WebApplicationContext;

/** Makes the tester out of what the application has: its accounts, its path, and a way to it. */
@AutoConfiguration(after = {WeComCallbackAutoConfiguration.class, MockMvcAutoConfiguration.class})
@ConditionalOnBean({AccountRepository.class, CallbackPaths.class})
final class WeComCallbackTesterAutoConfiguration {

    private static final String PORT = "local.server.port";

    @Bean
    @ConditionalOnMissingBean
    WeComCallbackTester weComCallbackTester(
            AccountRepository accounts,
            CallbackPaths paths,
            ObjectProvider<MockMvc> mockMvc,
            ObjectProvider<DispatcherServletPath> servlets,
            WebApplicationContext context) {
        DispatcherServletPath root = () -> "/";
        // The port is known only when the server has started, which is after all beans are made.
        return new WeComCallbackTester(accounts, (account, query, body) -> {
            String servletPath = servlets.getIfUnique(() -> root).getPrefix();
            String path = servletPath + paths.of(account.name());
            Integer port = Binder.get(context.getEnvironment())
                    .bind(PORT, Integer.class)
                    .orElse(null);
            Transport transport = port == null
                    ? new MockMvcTransport(mockMvc.getObject(), servletPath, path)
                    : new HttpTransport(
                            ignored -> URI.create("http://localhost:" + port + contextPath(context) + path));
            return transport.exchange(account, query, body);
        });
    }

    private static String contextPath(WebApplicationContext context) {
        return Objects.requireNonNull(context.getServletContext()).getContextPath();
    }
}
