// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.test.example;

import io.github.wecomcallback.test.AutoConfigureWeComCallbackTester;
import org.springframework.boot.test.context.SpringBootTest;

/** Without Spring Security. */
@SpringBootTest(properties = OverMockMvcTest.NO_DATA_SOURCE_AND_NO_SECURITY)
@AutoConfigureWeComCallbackTester
class OverMockMvcTest extends TesterContract {

    static final String NO_DATA_SOURCE =
            "spring.autoconfigure.exclude=org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration";

    static final String NO_DATA_SOURCE_AND_NO_SECURITY = NO_DATA_SOURCE
            + ",org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration"
            + ",org.springframework.boot.security.autoconfigure.web.servlet.SecurityFilterAutoConfiguration"
            + ",org.springframework.boot.security.autoconfigure.actuate.web.servlet.ManagementWebSecurityAutoConfiguration";
}
