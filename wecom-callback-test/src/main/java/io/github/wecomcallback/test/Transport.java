// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.test;

import io.github.wecomcallback.account.Account;
import org.jspecify.annotations.Nullable;

/** The way to the application. */
interface Transport {

    /**
     * Asks the URL of an account.
     *
     * @param query what to add to the URL's query, encoded
     * @param body what to post; null for a GET
     */
    Answer exchange(Account account, String query, @Nullable String body);

    /**
     * What came back.
     *
     * @param status the status, or {@value #NONE} when there was no answer
     * @param body the body, or why there was no answer
     */
    record Answer(int status, String body) {

        /** Stands for no answer at all. */
        static final int NONE = 0;
    }
}
