// SPDX-License-Identifier: Apache-2.0
/** A page for developers: what arrived, who handles what, what is dead, and a form to send samples with. */
@NullMarked
package io.github.wecomcallback.console;

import org.jspecify.annotations.NullMarked;
