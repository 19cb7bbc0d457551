// SPDX-License-Identifier: Apache-2.0
/** Annotated methods: found, indexed by what they match, and invoked. */
@NullMarked
package io.github.wecomcallback.handler;

import org.jspecify.annotations.NullMarked;
