// SPDX-License-Identifier: Apache-2.0
/** Customer service (微信客服): the bell rings with a callback, messages are pulled, replies are sent by the API. */
@NullMarked
package io.github.wecomcallback.kf;

import org.jspecify.annotations.NullMarked;
