// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.test;

/** What the platform refuses: answered with status 200 and this code. */
final class ApiException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** "invalid Request Parameter". */
    static final int INVALID_PARAMETER = 40058;

    private final int code;

    ApiException(int code, String message) {
        super(message, null, false, false);
        this.code = code;
    }

    static ApiException invalid(String what) {
        return new ApiException(INVALID_PARAMETER, "invalid Request Parameter: " + what);
    }

    int code() {
        return code;
    }
}
