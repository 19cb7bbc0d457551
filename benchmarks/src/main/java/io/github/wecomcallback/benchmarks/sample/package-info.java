// SPDX-License-Identifier: Apache-2.0
/** What is sent in all benchmarks. */
@NullMarked
package io.github.wecomcallback.benchmarks.sample;

import org.jspecify.annotations.NullMarked;
