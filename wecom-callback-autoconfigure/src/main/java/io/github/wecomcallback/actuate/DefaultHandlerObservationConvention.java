// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.actuate;

import io.github.wecomcallback.actuate.CallbackObservationDocumentation.HandlerKeys;
import io.github.wecomcallback.actuate.CallbackObservationDocumentation.OutcomeKeys;
import io.micrometer.common.KeyValue;
import io.micrometer.common.KeyValues;

/** Names and key values of {@link CallbackObservationDocumentation#HANDLER}. */
public class DefaultHandlerObservationConvention implements HandlerObservationConvention {

    @Override
    public String getName() {
        return "wecom.callback.handler";
    }

    @Override
    public String getContextualName(HandlerObservationContext context) {
        return "wecom handler " + context.getHandler();
    }

    @Override
    public KeyValues getLowCardinalityKeyValues(HandlerObservationContext context) {
        return MessageKeyValues.low(context)
                .and(
                        OutcomeKeys.OUTCOME.withValue(outcome(context)),
                        HandlerKeys.HANDLER.withValue(context.getHandler()),
                        HandlerKeys.DELIVERY.withValue(context.isFromInbox() ? "inbox" : "inline"));
    }

    @Override
    public KeyValues getHighCardinalityKeyValues(HandlerObservationContext context) {
        return MessageKeyValues.high(context);
    }

    private static String outcome(HandlerObservationContext context) {
        if (!context.isEnded()) {
            return KeyValue.NONE_VALUE;
        }
        return context.getError() == null ? "succeeded" : "failed";
    }
}
