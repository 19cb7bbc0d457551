// SPDX-License-Identifier: Apache-2.0
/** Plays WeCom from the command line. */
@NullMarked
package io.github.wecomcallback.test.simulator;

import org.jspecify.annotations.NullMarked;
