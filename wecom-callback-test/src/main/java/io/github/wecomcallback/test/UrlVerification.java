// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.test;

import io.github.wecomcallback.account.Account;
import io.github.wecomcallback.test.Transport.Answer;

/**
 * What the application answered when its URL was verified, as the admin console does whenever the URL is saved.
 *
 * <pre>{@code
 * tester.verifyUrl().expectVerified();
 * }</pre>
 */
public final class UrlVerification {

    private final Account account;
    private final String echo;
    private final Answer answer;

    UrlVerification(Account account, String echo, Answer answer) {
        this.account = account;
        this.echo = echo;
        this.answer = answer;
    }

    /** The status of the answer, or 0 when there was none. */
    public int status() {
        return answer.status();
    }

    /** The body of the answer, or why there was none. */
    public String body() {
        return answer.body();
    }

    /** Whether the console would accept the URL: the echo came back decrypted, and nothing beside it. */
    public boolean isVerified() {
        return answer.status() == 200 && answer.body().equals(echo);
    }

    /**
     * Fails unless the console would accept the URL.
     *
     * @return this
     */
    public UrlVerification expectVerified() {
        if (!isVerified()) {
            throw new AssertionError("Expected the URL of the account '" + account.name()
                    + "' to be verified by the echo\n  " + echo + "\nbut the answer was\n  "
                    + DeliveredCallbackAssert.describe(answer));
        }
        return this;
    }

    /**
     * Fails unless the answer has this status.
     *
     * @return this
     */
    public UrlVerification expectStatus(int status) {
        if (answer.status() != status) {
            throw new AssertionError(
                    "Expected the status " + status + " to the verification of the URL of the account '"
                            + account.name() + "', but the answer was\n  " + DeliveredCallbackAssert.describe(answer));
        }
        return this;
    }
}
