// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.test.inbox;

import io.github.wecomcallback.test.WeComCallbackTest;

/** The application's configuration says nothing of an inbox. */
@WeComCallbackTest
class InboxSliceTest extends InlineContract {}
