// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.test.inbox;

import io.github.wecomcallback.test.WeComCallbackTest;

/** The application's configuration has the inbox on, and more that a slice has not. */
@WeComCallbackTest(properties = "spring.config.name=application,inbox")
class InboxInYmlSliceTest extends InlineContract {}
