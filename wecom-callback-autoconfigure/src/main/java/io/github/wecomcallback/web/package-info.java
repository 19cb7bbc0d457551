// SPDX-License-Identifier: Apache-2.0
/** Bytes in, status and bytes out. */
@NullMarked
package io.github.wecomcallback.web;

import org.jspecify.annotations.NullMarked;
