// SPDX-License-Identifier: Apache-2.0
/** Applications in processes of their own, and what they use up. */
@NullMarked
package io.github.wecomcallback.benchmarks.process;

import org.jspecify.annotations.NullMarked;
