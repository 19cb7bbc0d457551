// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.test.example;

import io.github.wecomcallback.test.AutoConfigureWeComCallbackTester;
import org.springframework.boot.test.context.SpringBootTest;

@SpringBootTest(properties = OverMockMvcTest.NO_DATA_SOURCE)
@AutoConfigureWeComCallbackTester
class OverMockMvcTest extends TesterContract {

    static final String NO_DATA_SOURCE =
            "spring.autoconfigure.exclude=org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration";
}
