// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.test;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

class TestCredentialsTest {

    @Test
    void an_account_is_made_up_where_there_is_none() {
        StandardEnvironment environment = with(Map.of("wecom.callback.path", "/hook"));

        assertThat(environment.getProperty("wecom.callback.corp-id")).isNotBlank();
        assertThat(environment.getProperty("wecom.callback.token")).isNotBlank();
        assertThat(environment.getProperty("wecom.callback.aes-key")).hasSize(43);
    }

    @Test
    void what_is_configured_stays() {
        StandardEnvironment environment = with(Map.of(
                "wecom.callback.corp-id", "ww1", "wecom.callback.token", "mine", "wecom.callback.aes-key", "key"));

        assertThat(environment.getPropertySources().contains("weComTestCredentials"))
                .isFalse();
    }

    @Test
    void a_placeholder_that_nobody_fills_in_is_filled_in() {
        StandardEnvironment environment = with(Map.of(
                "wecom.callback.apps.sales.corp-id", "ww1",
                "wecom.callback.apps.sales.token", "${NO_SUCH_TOKEN}",
                "wecom.callback.apps.sales.aes-key", "${NO_SUCH_KEY}",
                "wecom.callback.apps.sales.secret", "${NO_SUCH_SECRET}"));

        assertThat(environment.getProperty("wecom.callback.apps.sales.corp-id")).isEqualTo("ww1");
        assertThat(environment.getProperty("wecom.callback.apps.sales.token")).isEqualTo("testToken");
        assertThat(environment.getProperty("wecom.callback.apps.sales.aes-key")).hasSize(43);
        assertThat(environment.getProperty("wecom.callback.apps.sales.secret")).isEqualTo("testSecret");
        assertThat(environment.getProperty("wecom.callback.token")).isNull();
        assertThat(environment.getProperty("wecom.callback.secret")).isNull();
    }

    private static StandardEnvironment with(Map<String, Object> properties) {
        StandardEnvironment environment = new StandardEnvironment();
        environment.getPropertySources().addLast(new MapPropertySource("application", properties));
        TestCredentials.addTo(environment);
        return environment;
    }
}
