// SPDX-License-Identifier: Apache-2.0
/** Key, signature, encryption and decryption of the callback protocol: bytes, not messages. */
@NullMarked
package io.github.wecomcallback.crypto;

import org.jspecify.annotations.NullMarked;
