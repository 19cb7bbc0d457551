// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.test.example;

import io.github.wecomcallback.test.AutoConfigureWeComCallbackTester;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;

@SpringBootTest(
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {
            OverMockMvcTest.NO_DATA_SOURCE,
            "server.servlet.contextPath=/shop",
            "spring.mvc.servlet.path=/mvc",
            "wecom.callback.path=/callbacks"
        })
@AutoConfigureWeComCallbackTester
class PortBelowContextPathTest extends PathsContract {}
