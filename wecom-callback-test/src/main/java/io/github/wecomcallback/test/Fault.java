// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.test;

import java.time.Duration;
import lombok.AccessLevel;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;

/**
 * What may go wrong with a call to {@link FakeWeCom}.
 *
 * <pre>{@code
 * wecom.on(FakeWeCom.SYNC_MSG).fails(3, Fault.errcode(45009, "api freq out of limit"));
 * wecom.on(FakeWeCom.SEND_MSG).fails(Fault.lostAnswer());
 * }</pre>
 */
@RequiredArgsConstructor(access = AccessLevel.PRIVATE)
public final class Fault {

    private static final Duration AT_ONCE = Duration.ZERO;

    /** What is answered in the place of the right answer; null for none. */
    private final @Nullable FakeAnswer instead;

    /** Whether the call is handled. */
    private final boolean handled;

    /** Whether the right answer is given. */
    private final boolean answered;

    /** How long it takes; null for ever. */
    private final @Nullable Duration delay;

    /** The platform refuses the call, with status 200 and this code. */
    public static Fault errcode(int code, String message) {
        return new Fault(FakeAnswer.error(code, message), false, false, AT_ONCE);
    }

    /** Something before the platform answers with this HTTP status, and a page. */
    public static Fault status(int status) {
        return new Fault(FakeAnswer.html(status, "<html><body>" + status + "</body></html>"), false, false, AT_ONCE);
    }

    /** Status 200, and a body that is no JSON. */
    public static Fault noJson() {
        return new Fault(FakeAnswer.html(200, "<html><body>Please log in</body></html>"), false, false, AT_ONCE);
    }

    /** Status 200, and an empty body. */
    public static Fault emptyBody() {
        return new Fault(FakeAnswer.json(""), false, false, AT_ONCE);
    }

    /** No answer, until the {@link FakeWeCom} is closed. */
    public static Fault hang() {
        return new Fault(null, false, false, null);
    }

    /** No answer, and after that time the connection breaks. */
    public static Fault hang(Duration time) {
        return new Fault(null, false, false, time);
    }

    /** The connection breaks at once. */
    public static Fault drop() {
        return new Fault(null, false, false, AT_ONCE);
    }

    /** The call is handled (what it sends is sent), and the connection breaks before the answer. */
    public static Fault lostAnswer() {
        return new Fault(null, true, false, AT_ONCE);
    }

    /** The call is handled at once, and rightly answered after that time. */
    public static Fault slow(Duration time) {
        return new Fault(null, true, true, time);
    }

    /** What becomes of a call. */
    Outcome outcome(FakeCall call, FakeHandler handler) {
        @Nullable FakeAnswer right = handled ? handler.answer(call) : null;
        return new Outcome(answered ? right : instead, delay);
    }

    /**
     * What becomes of a call.
     *
     * @param answer the answer; null where the connection breaks
     * @param delay how long that takes; null for ever
     */
    record Outcome(@Nullable FakeAnswer answer, @Nullable Duration delay) {

        static Outcome of(FakeAnswer answer) {
            return new Outcome(answer, AT_ONCE);
        }
    }
}
