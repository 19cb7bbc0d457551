// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.test;

import io.github.wecomcallback.message.Payload;
import io.github.wecomcallback.message.UnreadablePayloadException;
import io.github.wecomcallback.message.WeComMessage;
import io.github.wecomcallback.test.Transport.Answer;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.assertj.core.api.AbstractAssert;
import org.jspecify.annotations.Nullable;

/**
 * AssertJ's assertions of what an application answered. Whatever fails shows what was sent and the decrypted reply.
 *
 * <pre>{@code
 * assertThat(tester.text("li.wei", "hi").send()).isAcknowledged().hasReplyText("收到:hi");
 * }</pre>
 */
public final class DeliveredCallbackAssert extends AbstractAssert<DeliveredCallbackAssert, DeliveredCallback> {

    DeliveredCallbackAssert(DeliveredCallback actual) {
        super(actual, DeliveredCallbackAssert.class);
    }

    /** WeCom would be content: status 200, and as the body an acknowledgement or a reply that it can open. */
    public DeliveredCallbackAssert isAcknowledged() {
        return verify(actual.isAcknowledged(), "Expected an acknowledgement, with or without a reply");
    }

    /** WeCom would deliver it again. */
    public DeliveredCallbackAssert isNotAcknowledged() {
        return verify(!actual.isAcknowledged(), "Expected an answer after which WeCom delivers again");
    }

    /** It was not let in: a 4xx, with a body that tells nothing. */
    public DeliveredCallbackAssert isRefused() {
        boolean refused = actual.status() >= 400 && actual.status() < 500;
        return verify(refused && actual.body().isEmpty(), "Expected a refusal: a status 4xx and an empty body");
    }

    /** The answer has this status. */
    public DeliveredCallbackAssert hasStatus(int status) {
        return verify(actual.status() == status, "Expected the status " + status);
    }

    /** It was acknowledged without a reply. */
    public DeliveredCallbackAssert hasNoReply() {
        return verify(actual.isAcknowledged() && actual.reply() == null, "Expected an acknowledgement without a reply");
    }

    /** The reply has this text: that of a text, of a stream or of markdown. */
    public DeliveredCallbackAssert hasReplyText(String text) {
        String expectation = "Expected a reply with the text\n" + indented(text);
        WeComMessage reply = reply(expectation);
        @Nullable String actualText = Stream.of("Content", "text.content", "stream.content", "markdown.content")
                .map(reply::get)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
        return verify(text.equals(actualText), expectation);
    }

    /** A field of the reply has this value. */
    public DeliveredCallbackAssert hasReplyField(String path, String value) {
        String expectation = "Expected a reply whose field " + path + " is\n" + indented(value);
        return verify(value.equals(reply(expectation).get(path)), expectation);
    }

    /** There is a reply, and it passes these assertions; they see it as if it were a message. */
    public DeliveredCallbackAssert hasReplySatisfying(Consumer<WeComMessage> assertions) {
        WeComMessage reply = reply("Expected a reply");
        try {
            assertions.accept(reply);
        } catch (AssertionError ex) {
            throw failure(ex.getMessage() + "\n\nin the reply that is checked");
        }
        return this;
    }

    private WeComMessage reply(String expectation) {
        String reply = actual.reply();
        verify(reply != null, expectation);
        try {
            return Payload.of(Objects.requireNonNull(reply));
        } catch (UnreadablePayloadException ex) {
            throw failure(expectation);
        }
    }

    private DeliveredCallbackAssert verify(boolean condition, String expectation) {
        if (!condition) {
            throw failure(expectation);
        }
        return this;
    }

    private AssertionError failure(String expectation) {
        String problem = actual.problem() == null ? "" : "\nwhich WeCom would not take: " + actual.problem();
        String reply = actual.reply() == null
                ? "\nbut the answer was\n" + indented(describe(actual.answer())) + problem
                : "\nbut the answer was 200 with the reply\n" + indented(actual.reply());
        return new AssertionError(prefix() + expectation + reply + "\nto the account '"
                + actual.account().name() + "' of kind " + actual.account().kind() + ", which was sent\n"
                + indented(actual.plaintext()));
    }

    private String prefix() {
        return descriptionText().isEmpty() ? "" : "[" + descriptionText() + "] ";
    }

    static String describe(Answer answer) {
        if (answer.status() == Answer.NONE) {
            return "none: " + answer.body();
        }
        String body = answer.body().isEmpty() ? "an empty body" : "the body " + answer.body();
        return answer.status() + " with " + body + hint(answer.status());
    }

    private static String hint(int status) {
        return switch (status) {
            case 400 -> " (the request was not understood; the application's debug log says why)";
            case 403 -> " (refused: signature, time, key or receive id; the application's debug log says which)";
            case 404 -> " (nothing is served there: is it the path of an account?)";
            case 500 -> " (a handler failed; the application's log says why)";
            case 503 -> " (the handlers took too long, or there were too many callbacks at once)";
            default -> "";
        };
    }

    private static String indented(String text) {
        return text.indent(2).stripTrailing();
    }
}
