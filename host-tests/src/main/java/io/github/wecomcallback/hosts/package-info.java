// SPDX-License-Identifier: Apache-2.0
/**
 * Applications as there are many. Each starts, does what applications do, writes down what came of it, and ends. What they
 * write has to be the same whether the starter is on their class path or not.
 */
@NullMarked
package io.github.wecomcallback.hosts;

import org.jspecify.annotations.NullMarked;
