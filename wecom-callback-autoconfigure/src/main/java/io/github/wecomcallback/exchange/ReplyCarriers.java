// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.exchange;

import io.github.wecomcallback.handler.CallbackContext;
import io.github.wecomcallback.reply.Reply;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** All carriers of replies, asked in their order. Thread-safe. */
public final class ReplyCarriers {

    /** There are none: replies go out in the response. */
    public static final ReplyCarriers NONE = new ReplyCarriers(List.of());

    private final List<ReplyCarrier> carriers;

    /** Composes carriers. */
    public ReplyCarriers(List<? extends ReplyCarrier> carriers) {
        this.carriers = List.copyOf(carriers);
    }

    /** Whether a reply can go out from this node. */
    boolean areFitToSend(CallbackContext context, Reply reply) {
        for (ReplyCarrier carrier : carriers) {
            if (!carrier.isFitToSend(context, reply)) {
                return false;
            }
        }
        return true;
    }

    /** Who carries the reply, or null when it goes out in the response. */
    public @Nullable ReplyCarrier find(CallbackContext context, Reply reply) {
        for (ReplyCarrier carrier : carriers) {
            if (carrier.carries(context, reply)) {
                return carrier;
            }
        }
        return null;
    }
}
