// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.test;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a callback is signed and encrypted: as the platform does, or not quite.
 *
 * @param tampered whether the signature is wrong
 * @param foreignKey whether it is encrypted with another key
 * @param signedAt when it says to be signed; null for now
 * @param receiveId the receive id inside; null for the account's
 */
record Seal(
        boolean tampered,
        boolean foreignKey,
        @Nullable Instant signedAt,
        @Nullable String receiveId) {

    /** As it should be. */
    static final Seal RIGHT = new Seal(false, false, null, null);

    Seal broken() {
        return new Seal(true, foreignKey, signedAt, receiveId);
    }

    Seal ofForeignKey() {
        return new Seal(tampered, true, signedAt, receiveId);
    }

    Seal at(Instant time) {
        return new Seal(tampered, foreignKey, time, receiveId);
    }

    Seal to(String id) {
        return new Seal(tampered, foreignKey, signedAt, id);
    }
}
