// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.test.kf;

import io.github.wecomcallback.account.Account;
import io.github.wecomcallback.account.AccountRepository;
import io.github.wecomcallback.test.FakeKf;
import io.github.wecomcallback.test.FakeWeCom;
import io.github.wecomcallback.test.WeComCallbackTester;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.web.client.RestClient;

/** An application that serves customers of a {@link FakeWeCom}, over HTTP both ways. A test may start several. */
final class KfApp implements AutoCloseable {

    static final String SECRET = "the-s3cret";

    private final ConfigurableApplicationContext context;
    private final String url;

    private KfApp(ConfigurableApplicationContext context) {
        this.context = context;
        this.url = "http://localhost:" + context.getEnvironment().getProperty("local.server.port");
    }

    /** Begins with beans that have handler methods. */
    static Builder of(FakeWeCom wecom, Object... beans) {
        return new Builder(wecom, beans);
    }

    /** Without a database. */
    static KfApp start(FakeWeCom wecom, Object... beans) {
        return of(wecom, beans).start();
    }

    void ring(FakeKf kf) {
        kf.ring(tester()).expectAcknowledged();
    }

    /** Sends callbacks to the account named {@code default}. */
    WeComCallbackTester tester() {
        return tester(Account.DEFAULT_NAME);
    }

    WeComCallbackTester tester(String name) {
        Account account =
                Objects.requireNonNull(context.getBean(AccountRepository.class).findByName(name));
        String path = name.equals(Account.DEFAULT_NAME) ? "" : "/" + name;
        return WeComCallbackTester.over(URI.create(url + "/wecom/callback" + path), account);
    }

    /** What the health endpoint says, as it says it. */
    String health() {
        return Objects.requireNonNull(
                RestClient.create(url).get().uri("/actuator/health").retrieve().body(String.class));
    }

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    ConfigurableApplicationContext context() {
        return context;
    }

    @Override
    public void close() {
        context.close();
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Application {}

    /** What differs from test to test. */
    static final class Builder {

        private final Map<String, Object> properties = new HashMap<>();
        private final List<Object> beans;

        private Builder(FakeWeCom wecom, Object... beans) {
            this.beans = new ArrayList<>(List.of(beans));
            with("server.port", 0);
            with("spring.main.banner-mode", "off");
            with("logging.level.root", "warn");
            with("management.endpoint.health.show-details", "always");
            with("wecom.callback.secret", SECRET);
            with("wecom.callback.api.base-url", wecom.baseUrl());
            with("wecom.callback.kf.poll-interval", "50ms");
            with("wecom.callback.kf.lease", "4s");
            with("wecom.callback.kf.retry.delay", "20ms");
            with("wecom.callback.kf.retry.multiplier", 1);
            with(
                    "spring.autoconfigure.exclude",
                    "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration");
        }

        Builder with(String property, Object value) {
            properties.put(property, value);
            return this;
        }

        /** Cursors, and what was handled, are in a database that lives as long as this JVM. */
        Builder sharing(String database) {
            return with("spring.autoconfigure.exclude", "")
                    .with("spring.datasource.url", "jdbc:h2:mem:" + database + ";DB_CLOSE_DELAY=-1")
                    .with("wecom.callback.guard.store", "jdbc");
        }

        KfApp start() {
            SpringApplicationBuilder application = new SpringApplicationBuilder(Application.class);
            application.initializers(context -> {
                for (int i = 0; i < beans.size(); i++) {
                    ((GenericApplicationContext) context).getBeanFactory().registerSingleton("bean" + i, beans.get(i));
                }
            });
            // As arguments, since those of the tests' application.yml come before defaults.
            return new KfApp(application.run(properties.entrySet().stream()
                    .map(property -> "--" + property.getKey() + "=" + property.getValue())
                    .toArray(String[]::new)));
        }
    }
}
