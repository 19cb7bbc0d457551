// SPDX-License-Identifier: Apache-2.0
/** What is asked of the platform: access tokens, and calls that need one. */
@NullMarked
package io.github.wecomcallback.api;

import org.jspecify.annotations.NullMarked;
