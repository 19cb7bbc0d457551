// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.api;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatusCode;

/** A call to the platform did not succeed. Says which and why, never with what token. */
public final class WeComApiException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Of {@code getErrCode()}: the platform did not get as far as to answer with a code. */
    public static final int NO_CODE = Integer.MIN_VALUE;

    /** Busy, what is asked too often or too much at a time, and who asks from an address that is not allowed yet. */
    private static final Set<Integer> TEMPORARY = Set.of(-1, 45009, 45011, 45033, 45035, 60020);

    private static final Set<Integer> TOKEN_REFUSED = Set.of(40014, 41001, 42001);

    /** Of HTTP, what says nothing of the request: who asks is to log in, is too slow, too early or too frequent. */
    private static final Set<Integer> NOT_OF_THE_REQUEST = Set.of(401, 407, 408, 425, 429);

    private final int errCode;
    private final boolean temporary;
    private final boolean concernsAllCalls;

    private WeComApiException(
            String message, int errCode, boolean temporary, boolean concernsAllCalls, @Nullable Throwable cause) {
        super(message, cause);
        this.errCode = errCode;
        this.temporary = temporary;
        this.concernsAllCalls = concernsAllCalls;
    }

    static WeComApiException of(String path, int errCode, String errMsg) {
        boolean temporary = TEMPORARY.contains(errCode) || TOKEN_REFUSED.contains(errCode);
        return new WeComApiException(path + " failed: " + errCode + " " + errMsg, errCode, temporary, temporary, null);
    }

    static WeComApiException unanswered(String path, String problem, @Nullable Throwable cause) {
        return new WeComApiException(path + " failed: " + problem, NO_CODE, true, true, cause);
    }

    /** Something before the platform answered, such as a gateway. */
    static WeComApiException answered(String path, HttpStatusCode status) {
        boolean ofTheRequest = status.is4xxClientError() && !NOT_OF_THE_REQUEST.contains(status.value());
        return new WeComApiException(path + " failed: the answer was " + status, NO_CODE, true, !ofTheRequest, null);
    }

    /** The same, when it is why another call was not even made: that may succeed once somebody has mended this. */
    WeComApiException beforeCall() {
        return new WeComApiException(String.valueOf(getMessage()), errCode, true, true, getCause());
    }

    /** The {@code errcode} of the platform, or {@link #NO_CODE}. */
    public int getErrCode() {
        return errCode;
    }

    /** Whether the same call may succeed later. */
    public boolean isTemporary() {
        return temporary;
    }

    /**
     * Whether other calls of this kind would most likely have failed as well, whatever they were about: the platform is busy or
     * away, is asked too often, or refuses the access token.
     */
    public boolean concernsAllCalls() {
        return concernsAllCalls;
    }

    boolean isTokenRefused() {
        return TOKEN_REFUSED.contains(errCode);
    }
}
