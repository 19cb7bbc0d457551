// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.exchange;

import io.github.wecomcallback.crypto.Decrypted;
import io.github.wecomcallback.message.WireFormat;

/**
 * A request that was let in.
 *
 * @param plaintext what it says, and for whom
 * @param format how it was written, and so the reply's
 */
record Opened(Decrypted plaintext, WireFormat format) {

    @Override
    public String toString() {
        return "Opened[" + format + "]";
    }
}
