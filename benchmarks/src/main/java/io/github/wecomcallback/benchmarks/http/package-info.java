// SPDX-License-Identifier: Apache-2.0
/** Over HTTP: an application in one process, its callers in another. */
@NullMarked
package io.github.wecomcallback.benchmarks.http;

import org.jspecify.annotations.NullMarked;
