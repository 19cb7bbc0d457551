// SPDX-License-Identifier: Apache-2.0
/** Plays WeCom to an application, so that its handlers can be tested where WeCom cannot reach them. */
@NullMarked
package io.github.wecomcallback.test;

import org.jspecify.annotations.NullMarked;
