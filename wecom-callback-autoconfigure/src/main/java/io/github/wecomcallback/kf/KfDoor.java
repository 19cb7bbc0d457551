// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.kf;

/**
 * A customer-service account, as one of our accounts sees it: what has a bell and a cursor of its own.
 *
 * @param account the name of the account whose callback URL the bell rings at
 * @param openKfId the id of the customer-service account
 */
public record KfDoor(String account, String openKfId) {

    @Override
    public String toString() {
        return openKfId + " of account '" + account + "'";
    }
}
