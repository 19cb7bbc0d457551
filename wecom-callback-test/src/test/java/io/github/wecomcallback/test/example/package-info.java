// SPDX-License-Identifier: Apache-2.0
/** An application and its tests, as users of the kit write them: nothing here is package-private to the kit. */
@NullMarked
package io.github.wecomcallback.test.example;

import org.jspecify.annotations.NullMarked;
