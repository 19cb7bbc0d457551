// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.test.example;

import io.github.wecomcallback.test.AutoConfigureWeComCallbackTester;
import org.springframework.boot.test.context.SpringBootTest;

@SpringBootTest(properties = {OverMockMvcTest.NO_DATA_SOURCE, "spring.mvc.servlet.path=/mvc"})
@AutoConfigureWeComCallbackTester
class MockMvcBelowServletPathTest extends PathsContract {}
