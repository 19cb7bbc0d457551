// SPDX-License-Identifier: Apache-2.0
/** From plaintext to message, XML and JSON alike, and from discriminator to record. Knows no Spring. */
@NullMarked
package io.github.wecomcallback.message;

import org.jspecify.annotations.NullMarked;
