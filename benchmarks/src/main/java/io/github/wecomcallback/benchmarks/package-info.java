// SPDX-License-Identifier: Apache-2.0
/** What callbacks cost. */
@NullMarked
package io.github.wecomcallback.benchmarks;

import org.jspecify.annotations.NullMarked;
