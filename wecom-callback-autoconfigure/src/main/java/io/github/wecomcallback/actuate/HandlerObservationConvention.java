// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.actuate;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationConvention;

/**
 * Names the observation of a handler and gives it its key values. A bean of this type takes the place of {@link
 * DefaultHandlerObservationConvention}, which it can extend.
 */
public interface HandlerObservationConvention extends ObservationConvention<HandlerObservationContext> {

    @Override
    default boolean supportsContext(Observation.Context context) {
        return context instanceof HandlerObservationContext;
    }
}
