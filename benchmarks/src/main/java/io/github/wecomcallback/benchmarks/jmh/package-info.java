// SPDX-License-Identifier: Apache-2.0
/** What runs in JMH: the whole exchange, its stages, and routing. */
@NullMarked
package io.github.wecomcallback.benchmarks.jmh;

import org.jspecify.annotations.NullMarked;
