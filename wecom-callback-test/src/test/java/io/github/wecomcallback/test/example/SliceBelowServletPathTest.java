// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.test.example;

import io.github.wecomcallback.test.WeComCallbackTest;

@WeComCallbackTest(properties = {"spring.mvc.servlet.path=/mvc", "server.servlet.context-path=/shop"})
class SliceBelowServletPathTest extends PathsContract {}
