// SPDX-License-Identifier: Apache-2.0
/** The annotations with which an application says what it wants to receive. */
@NullMarked
package io.github.wecomcallback.annotation;

import org.jspecify.annotations.NullMarked;
