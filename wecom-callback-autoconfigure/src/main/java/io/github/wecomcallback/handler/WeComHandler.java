// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.handler;

import io.github.wecomcallback.message.WeComMessage;
import org.jspecify.annotations.Nullable;
import org.springframework.aot.hint.annotation.Reflective;

/**
 * A handler that is a bean of its own rather than a method. Its type argument says what it receives; an annotation on the
 * class or on the bean's factory method may say more.
 *
 * <pre>{@code
 * @Component
 * class Welcome implements WeComHandler<AppEvent.Subscribed> {
 *   public Object handle(AppEvent.Subscribed event, CallbackContext context) {
 *     return "欢迎";
 *   }
 * }
 * }</pre>
 *
 * @param <M> the message it takes: a typed record, a domain such as {@code Contact}, or {@link WeComMessage}
 */
@FunctionalInterface
public interface WeComHandler<M extends WeComMessage> {

    /**
     * Handles one message.
     *
     * @return the reply, in any of the types that a handler method may return, or null
     * @throws Exception when the message was not handled and should be delivered again
     */
    @Reflective
    @Nullable Object handle(M message, CallbackContext context) throws Exception;
}
