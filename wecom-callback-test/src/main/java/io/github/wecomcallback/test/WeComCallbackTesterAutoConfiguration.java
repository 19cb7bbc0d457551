// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.test;

import io.github.wecomcallback.account.Account;
import io.github.wecomcallback.account.AccountRepository;
import io.github.wecomcallback.autoconfigure.WeComCallbackAutoConfiguration;
import io.github.wecomcallback.web.CallbackPaths;
import java.net.URI;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.webmvc.test.autoconfigure.MockMvcAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;
import org.springframework.test.web.servlet.MockMvc;

/** Makes the tester out of what the application has: its accounts, its path, and a way to it. */
@AutoConfiguration(after = {WeComCallbackAutoConfiguration.class, MockMvcAutoConfiguration.class})
@ConditionalOnBean({AccountRepository.class, CallbackPaths.class})
final class WeComCallbackTesterAutoConfiguration {

    private static final String PORT = "local.server.port";

    @Bean
    @ConditionalOnMissingBean
    WeComCallbackTester weComCallbackTester(
            AccountRepository accounts, CallbackPaths paths, ObjectProvider<MockMvc> mockMvc, Environment environment) {
        Transport overHttp = new HttpTransport(account -> url(environment, path(paths, account)));
        // The port is known only when the server has started, which is after all beans are made.
        return new WeComCallbackTester(accounts, (account, query, body) -> {
            Transport transport = environment.containsProperty(PORT)
                    ? overHttp
                    : new MockMvcTransport(mockMvc.getObject(), receiver -> path(paths, receiver));
            return transport.exchange(account, query, body);
        });
    }

    private static String path(CallbackPaths paths, Account account) {
        boolean atBase = account.name().equals(Account.DEFAULT_NAME);
        return atBase ? paths.base() : paths.base() + "/" + account.name();
    }

    private static URI url(Environment environment, String path) {
        String contextPath = environment.getProperty("server.servlet.context-path", "");
        String servletPath = environment.getProperty("spring.mvc.servlet.path", "/");
        return URI.create("http://localhost:" + environment.getRequiredProperty(PORT) + contextPath
                + (servletPath.equals("/") ? "" : servletPath) + path);
    }
}
