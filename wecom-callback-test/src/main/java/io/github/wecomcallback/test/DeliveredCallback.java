// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.test;

import io.github.wecomcallback.account.Account;
import io.github.wecomcallback.message.WeComMessage;
import io.github.wecomcallback.test.Transport.Answer;
import java.util.function.Consumer;
import org.assertj.core.api.AssertProvider;
import org.jspecify.annotations.Nullable;

/**
 * A message or event that was sent, and what the application answered. A reply was opened, and its signature checked,
 * as WeCom does.
 *
 * <pre>{@code
 * tester.text("li.wei", "hi").send().expectReplyText("收到:hi");
 *
 * DeliveredCallback delivered = tester.event("subscribe").send();
 * assertThat(delivered).isAcknowledged().hasReplyField("MsgType", "news");
 * }</pre>
 *
 * <p>Handlers that run from the durable inbox ({@code wecom.callback.inbox.enabled}) run after the answer: wait for what
 * they do, for instance with Awaitility. In a {@link WeComCallbackTest} there is no inbox, and they run before it.
 */
public final class DeliveredCallback implements AssertProvider<DeliveredCallbackAssert> {

    private final Platform platform;
    private final String plaintext;
    private final Seal seal;
    private final Answer answer;
    private final OpenedReply reply;

    DeliveredCallback(Platform platform, String plaintext, Seal seal, Answer answer, OpenedReply reply) {
        this.platform = platform;
        this.plaintext = plaintext;
        this.seal = seal;
        this.answer = answer;
        this.reply = reply;
    }

    /** The status of the answer, or 0 when there was none within five seconds. */
    public int status() {
        return answer.status();
    }

    /** The body of the answer as it came, or why there was none. */
    public String body() {
        return answer.body();
    }

    /** The plaintext of the reply, or null when there is none. */
    public @Nullable String reply() {
        return reply.plaintext();
    }

    /** The plaintext that was sent. */
    public String plaintext() {
        return plaintext;
    }

    /** Whether WeCom would be content: status 200, and as the body an acknowledgement or a reply that can be opened. */
    public boolean isAcknowledged() {
        return answer.status() == 200 && reply.problem() == null;
    }

    /** Delivers the same message once more, encrypted and signed anew, as WeCom does when it was not acknowledged. */
    public DeliveredCallback redeliver() {
        return platform.deliver(plaintext, seal);
    }

    /**
     * Fails unless WeCom would be content.
     *
     * @return this
     */
    public DeliveredCallback expectAcknowledged() {
        assertThat().isAcknowledged();
        return this;
    }

    /**
     * Fails unless WeCom would deliver it again: a handler failed, say, or took too long.
     *
     * @return this
     */
    public DeliveredCallback expectNotAcknowledged() {
        assertThat().isNotAcknowledged();
        return this;
    }

    /**
     * Fails unless the reply has this text: that of a text, of a stream or of markdown.
     *
     * @return this
     */
    public DeliveredCallback expectReplyText(String text) {
        assertThat().hasReplyText(text);
        return this;
    }

    /**
     * Fails unless a field of the reply has this value.
     *
     * @param path as {@code WeComMessage.get} takes it
     * @return this
     */
    public DeliveredCallback expectReplyField(String path, String value) {
        assertThat().hasReplyField(path, value);
        return this;
    }

    /**
     * Fails unless there is a reply that passes these assertions.
     *
     * <pre>{@code
     * tester.sample("msg.image").send().expectReply(reply -> assertThat(reply.get("ArticleCount")).isEqualTo("1"));
     * }</pre>
     *
     * @param assertions see the reply as if it were a message
     * @return this
     */
    public DeliveredCallback expectReply(Consumer<WeComMessage> assertions) {
        assertThat().hasReplySatisfying(assertions);
        return this;
    }

    /**
     * Fails unless it was acknowledged without a reply.
     *
     * @return this
     */
    public DeliveredCallback expectNoReply() {
        assertThat().hasNoReply();
        return this;
    }

    /**
     * Fails unless the answer has this status.
     *
     * @return this
     */
    public DeliveredCallback expectStatus(int status) {
        assertThat().hasStatus(status);
        return this;
    }

    /**
     * Fails unless it was not let in: a 4xx, with a body that tells nothing.
     *
     * @return this
     */
    public DeliveredCallback expectRefused() {
        assertThat().isRefused();
        return this;
    }

    /** For {@code assertThat(delivered)} of AssertJ, which calls this. */
    @Override
    public DeliveredCallbackAssert assertThat() {
        return new DeliveredCallbackAssert(this);
    }

    Account account() {
        return platform.account();
    }

    Answer answer() {
        return answer;
    }

    @Nullable String problem() {
        return reply.problem();
    }

    /** The account and the status: the rest is somebody's data. */
    @Override
    public String toString() {
        return "DeliveredCallback[" + account() + ", " + answer.status() + "]";
    }
}
