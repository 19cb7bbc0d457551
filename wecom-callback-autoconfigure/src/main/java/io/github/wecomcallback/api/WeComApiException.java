// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.api;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A call to the platform did not succeed. Says which and why, never with what token. */
public final class WeComApiException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Of {@code getErrCode()}: the platform did not get as far as to answer with a code. */
    public static final int NO_CODE = Integer.MIN_VALUE;

    /** Busy, and what is asked too often or too much at a time. */
    private static final Set<Integer> TEMPORARY = Set.of(-1, 45009, 45011, 45033, 45035);

    private static final Set<Integer> TOKEN_REFUSED = Set.of(40014, 41001, 42001);

    private final int errCode;
    private final boolean temporary;

    private WeComApiException(String message, int errCode, boolean temporary, @Nullable Throwable cause) {
        super(message, cause);
        this.errCode = errCode;
        this.temporary = temporary;
    }

    static WeComApiException of(String path, int errCode, String errMsg) {
        boolean temporary = TEMPORARY.contains(errCode) || TOKEN_REFUSED.contains(errCode);
        return new WeComApiException(path + " failed: " + errCode + " " + errMsg, errCode, temporary, null);
    }

    static WeComApiException unanswered(String path, String problem, @Nullable Throwable cause) {
        return new WeComApiException(path + " failed: " + problem, NO_CODE, true, cause);
    }

    /** The same, when it is why another call was not even made: that may succeed once somebody has mended this. */
    WeComApiException beforeCall() {
        return new WeComApiException(String.valueOf(getMessage()), errCode, true, getCause());
    }

    /** The {@code errcode} of the platform, or {@link #NO_CODE}. */
    public int getErrCode() {
        return errCode;
    }

    /** Whether the same call may succeed later. */
    public boolean isTemporary() {
        return temporary;
    }

    boolean isTokenRefused() {
        return TOKEN_REFUSED.contains(errCode);
    }
}
