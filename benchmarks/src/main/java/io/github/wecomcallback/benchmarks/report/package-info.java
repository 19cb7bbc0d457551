// SPDX-License-Identifier: Apache-2.0
/** Tables to be pasted into the documentation. */
@NullMarked
package io.github.wecomcallback.benchmarks.report;

import org.jspecify.annotations.NullMarked;
