// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.actuate;

import io.github.wecomcallback.actuate.CallbackObservationDocumentation.OutcomeKeys;
import io.github.wecomcallback.exchange.Outcome;
import io.micrometer.common.KeyValue;
import io.micrometer.common.KeyValues;
import java.util.Locale;

/** Names and key values of {@link CallbackObservationDocumentation#CALLBACK}. */
public class DefaultCallbackObservationConvention implements CallbackObservationConvention {

    @Override
    public String getName() {
        return "wecom.callback";
    }

    @Override
    public String getContextualName(CallbackObservationContext context) {
        return "wecom callback " + MessageKeyValues.inWords(context);
    }

    @Override
    public KeyValues getLowCardinalityKeyValues(CallbackObservationContext context) {
        Outcome.Status status = context.getStatus();
        String outcome = status == null ? KeyValue.NONE_VALUE : status.name().toLowerCase(Locale.ROOT);
        return MessageKeyValues.low(context).and(OutcomeKeys.OUTCOME.withValue(outcome));
    }

    @Override
    public KeyValues getHighCardinalityKeyValues(CallbackObservationContext context) {
        return MessageKeyValues.high(context);
    }
}
