// SPDX-License-Identifier: Apache-2.0
/** What it takes to keep callbacks in a database. */
@NullMarked
package io.github.wecomcallback.benchmarks.inbox;

import org.jspecify.annotations.NullMarked;
