// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.test.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.wecomcallback.test.WeComCallbackTest;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;

/** The slice has a database, for what the application does with one. */
@WeComCallbackTest(properties = "spring.config.name=application,inbox")
@ImportAutoConfiguration(DataSourceAutoConfiguration.class)
class InboxSliceWithDataSourceTest extends InlineContract {

    @Test
    void the_database_is_the_tests_own() {
        assertThat(context.getBeansOfType(DataSource.class)).hasSize(1);
    }
}
