// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.test.example;

import io.github.wecomcallback.test.AutoConfigureWeComCallbackTester;
import org.springframework.boot.test.context.SpringBootTest;

@SpringBootTest(
        properties = {
            OverMockMvcTest.NO_DATA_SOURCE,
            "server.servlet.context-path=/shop",
            "spring.mvc.servlet.path=/mvc",
            "wecom.callback.path=/callbacks"
        })
@AutoConfigureWeComCallbackTester
class MockMvcBelowContextPathTest extends PathsContract {}
