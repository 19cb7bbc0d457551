// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.exchange;

import io.github.wecomcallback.handler.CallbackContext;
import io.github.wecomcallback.reply.Reply;
import org.jspecify.annotations.Nullable;

/**
 * Carries replies that do not simply go out in the response to a callback: those to what was pulled, and those that are not
 * complete yet.
 */
public interface ReplyCarrier {

    /** Whether the reply is this carrier's to carry. */
    boolean carries(CallbackContext context, Reply reply);

    /**
     * Carries it. As part of the handlers' run: when it fails, the message is tried again, and then this is called again with
     * the same id while the handlers that succeeded are not.
     *
     * @param context what the reply answers
     * @param reply the reply
     * @param id tells the reply from all others, the same whenever it is tried: hexadecimal
     * @return what goes out in the response to the callback, or null for nothing
     * @throws ReplyDelayedException when nothing can be sent at the moment, whatever it is: that is none of the message's
     *     tries, and the message is delivered again or waits
     */
    @Nullable Reply carry(CallbackContext context, Reply reply, String id);

    /**
     * Whether a reply can go out from this node, to a delivery of a message that was handled before, perhaps by another node.
     * If not, the platform is to deliver it again.
     *
     * @param context what the reply answers
     * @param reply what goes out in the response
     */
    default boolean isFitToSend(CallbackContext context, Reply reply) {
        return true;
    }
}
