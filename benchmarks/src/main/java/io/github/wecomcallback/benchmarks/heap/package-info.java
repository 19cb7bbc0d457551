// SPDX-License-Identifier: Apache-2.0
/** Whether memory stays what it is. */
@NullMarked
package io.github.wecomcallback.benchmarks.heap;

import org.jspecify.annotations.NullMarked;
