// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.test.simulator;

/** What a status most likely means, and where to look. */
final class Hints {

    private Hints() {}

    static String of(int status) {
        return switch (status) {
            case 0 -> "Is the application running, and is it the right port?";
            case 200 -> "The body is neither the acknowledgement that WeCom expects nor a reply that it can open.";
            case 400 -> "The request was not understood; the application's debug log says why.";
            case 401, 302 -> "Something before the callback asks for a login.";
            case 403 -> "Token, key or receive id are not those of the application's account.";
            case 404 -> "Nothing is served there: compare the path with wecom.callback.path and the account's name.";
            case 500 -> "A handler failed; the application's log says why.";
            case 503 -> "The handlers took too long, or there were too many callbacks at once.";
            default -> "WeCom takes nothing but 200.";
        };
    }
}
