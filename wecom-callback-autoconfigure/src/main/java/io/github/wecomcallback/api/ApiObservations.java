// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.api;

import io.micrometer.common.KeyValue;
import io.micrometer.common.KeyValues;
import org.springframework.http.client.observation.ClientRequestObservationContext;
import org.springframework.http.client.observation.DefaultClientRequestObservationConvention;

/** How calls to the platform show in metrics and traces: as all others do, but without the secrets in their URLs. */
public final class ApiObservations extends DefaultClientRequestObservationConvention {

    private static final String URL = "http.url";

    @Override
    public KeyValues getHighCardinalityKeyValues(ClientRequestObservationContext context) {
        return super.getHighCardinalityKeyValues(context).and(url(context));
    }

    private static KeyValue url(ClientRequestObservationContext context) {
        return KeyValue.of(URL, context.getCarrier() == null ? KeyValue.NONE_VALUE : withoutQuery(context));
    }

    private static String withoutQuery(ClientRequestObservationContext context) {
        String url = String.valueOf(context.getCarrier().getURI());
        int query = url.indexOf('?');
        return query < 0 ? url : url.substring(0, query);
    }
}
