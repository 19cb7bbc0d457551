// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.wecomcallback.support.WeCom;
import java.util.Arrays;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What an application prints that does not start, as people see it. */
@ExtendWith(OutputCaptureExtension.class)
class PrintedFailureTest {

    @Test
    void several_data_sources_are_explained_by_what_wants_one(CapturedOutput output) {
        start(TwoDataSources.class, "wecom.callback.guard.store=jdbc");

        assertThat(output)
                .contains("APPLICATION FAILED TO START")
                .contains("wecom.callback.guard.store=jdbc needs to know which DataSource to use")
                .contains("Mark the one to use with @WeComDataSource")
                .doesNotContain("required a single bean", "\tat ");
    }

    @Test
    void a_secret_that_is_not_set_is_explained_by_its_property(CapturedOutput output) {
        start(OneAccount.class, "wecom.callback.secret=${UNSET_BY_ALL}");

        assertThat(output)
                .contains("APPLICATION FAILED TO START")
                .contains("The property wecom.callback.secret has a placeholder that nothing resolves: UNSET_BY_ALL")
                .doesNotContain("\tat ");
    }

    /** Starts an application as its main method would. */
    private static void start(Class<?> application, String... properties) {
        String[] arguments = Stream.of(WeCom.properties(), properties, new String[] {"server.port=0"})
                .flatMap(Arrays::stream)
                .map(property -> "--" + property)
                .toArray(String[]::new);
        assertThatThrownBy(() -> new SpringApplicationBuilder(application)
                        .web(WebApplicationType.SERVLET)
                        .run(arguments))
                .isNotNull();
    }

    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration({
        TomcatServletWebServerAutoConfiguration.class,
        WeComCallbackAutoConfiguration.class,
        WeComCallbackApiAutoConfiguration.class,
        WeComCallbackKfAutoConfiguration.class,
        WeComCallbackSettingsAutoConfiguration.class
    })
    static class OneAccount {}

    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration({
        TomcatServletWebServerAutoConfiguration.class,
        WeComCallbackAutoConfiguration.class,
        WeComCallbackStorageAutoConfiguration.class,
        WeComCallbackGuardAutoConfiguration.class
    })
    static class TwoDataSources {

        @Bean
        DataSource one() {
            return new JdbcDataSource();
        }

        @Bean
        DataSource two() {
            return new JdbcDataSource();
        }
    }
}
