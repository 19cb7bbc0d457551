// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.actuate;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationConvention;

/**
 * Names the observation of a callback and gives it its key values. A bean of this type takes the place of {@link
 * DefaultCallbackObservationConvention}, which it can extend.
 */
public interface CallbackObservationConvention extends ObservationConvention<CallbackObservationContext> {

    @Override
    default boolean supportsContext(Observation.Context context) {
        return context instanceof CallbackObservationContext;
    }
}
