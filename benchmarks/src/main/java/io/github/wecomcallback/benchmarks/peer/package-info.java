// SPDX-License-Identifier: Apache-2.0
/** Who receives the callbacks: the starter, two other libraries as their users write them, and bare crypto. */
@NullMarked
package io.github.wecomcallback.benchmarks.peer;

import org.jspecify.annotations.NullMarked;
