// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.handler;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.wecomcallback.account.Account;
import io.github.wecomcallback.message.Payload;
import io.github.wecomcallback.reply.Reply;
import io.github.wecomcallback.reply.TextReply;
import io.github.wecomcallback.support.WeCom;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.util.StringUtils;

/** An application whose handlers are found as in a real one, and callbacks for it. One for each test. */
final class Application implements AfterEachCallback {

    static final Instant RECEIVED_AT = Instant.parse("2026-01-01T02:03:04Z");
    static final String ENVELOPE = "<xml><Encrypt>…</Encrypt></xml>";

    private final Journal journal = new Journal();
    private final HandlerDispatcher dispatcher = new HandlerDispatcher();
    private HandlerDeferral deferral = handlers -> {};
    private @Nullable Retry inboxRetry;
    private boolean inline;
    private @Nullable AnnotationConfigApplicationContext context;

    /** With an inbox, from which handlers run. */
    Application withInbox(Retry retry, HandlerDeferral deferral) {
        this.inboxRetry = retry;
        this.deferral = deferral;
        return this;
    }

    /** A slice of one, in which handlers of the inbox run inline. */
    Application inline() {
        inline = true;
        return this;
    }

    /** Starts an application of these beans; each is named as its class, in lower case at the beginning. */
    AnnotationConfigApplicationContext start(Class<?>... beans) {
        AnnotationConfigApplicationContext created = create(beans);
        created.refresh();
        return created;
    }

    /** The same, before its beans are made. */
    AnnotationConfigApplicationContext create(Class<?>... beans) {
        AnnotationConfigApplicationContext created = new AnnotationConfigApplicationContext();
        context = created;
        created.registerBean(Journal.class, () -> journal);
        created.registerBean(HandlerScanner.class, () -> scanner(created));
        for (Class<?> bean : beans) {
            created.registerBean(StringUtils.uncapitalize(bean.getSimpleName()), bean);
        }
        return created;
    }

    /** Why an application of these beans does not start. */
    InvalidHandlerException refusalOf(Class<?>... beans) {
        return catchThrowableOfType(InvalidHandlerException.class, () -> start(beans));
    }

    private HandlerScanner scanner(AnnotationConfigApplicationContext beans) {
        List<CallbackArgumentResolver> resolvers = beans.getBeanProvider(CallbackArgumentResolver.class)
                .orderedStream()
                .toList();
        return inline
                ? HandlerScanner.inline(beans.getBeanFactory(), resolvers, dispatcher)
                : new HandlerScanner(beans.getBeanFactory(), resolvers, dispatcher, inboxRetry);
    }

    HandlerDispatcher dispatcher() {
        return dispatcher;
    }

    /** What the handlers wrote down. */
    List<@Nullable Object> journal() {
        return journal.entries();
    }

    /** Sends a payload that no delivery preceded. */
    Delivery send(String plaintext) {
        return send(plaintext, new HandlerProgress());
    }

    /** Sends a payload again. */
    Delivery send(String plaintext, HandlerProgress progress) {
        return send(callback(plaintext), progress);
    }

    Delivery send(CallbackContext callback, HandlerProgress progress) {
        return new Delivery(dispatch(callback, progress, Runnable::run).join(), progress);
    }

    CompletableFuture<Dispatched> dispatch(CallbackContext callback, HandlerProgress progress, Executor executor) {
        return dispatcher.dispatch(callback, progress, deferral, handler -> HandlerWatch.NONE, executor);
    }

    static CallbackContext callback(String plaintext) {
        return callback(plaintext, WeCom.account());
    }

    static CallbackContext callback(String plaintext, Account account) {
        return new CallbackContext(
                account,
                Map.of("nonce", "n-1"),
                Map.of("User-Agent", "platform"),
                ENVELOPE.getBytes(StandardCharsets.UTF_8),
                Payload.of(plaintext),
                RECEIVED_AT);
    }

    static Account account(String name) {
        return Account.app(WeCom.CORP_ID, WeCom.TOKEN, WeCom.AES_KEY).name(name).build();
    }

    @Override
    public void afterEach(ExtensionContext test) {
        if (context != null) {
            context.close();
        }
    }

    /** How a payload fared. */
    record Delivery(Dispatched dispatched, HandlerProgress progress) {

        int matched() {
            return dispatched.matched();
        }

        List<HandlerFailure> failures() {
            return dispatched.failures();
        }

        @Nullable Reply reply() {
            return progress.reply();
        }

        /** The text of the reply, or null when there is none. */
        @Nullable String text() {
            return reply() instanceof TextReply text ? text.content() : null;
        }
    }
}
