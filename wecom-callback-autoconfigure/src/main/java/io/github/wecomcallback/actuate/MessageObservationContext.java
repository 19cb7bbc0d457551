// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.actuate;

import io.github.wecomcallback.handler.CallbackContext;
import io.micrometer.observation.Observation;
import lombok.AccessLevel;
import lombok.Getter;
import lombok.RequiredArgsConstructor;

/** What is known when something about a message is observed. */
@Getter
@RequiredArgsConstructor(access = AccessLevel.PACKAGE)
public abstract sealed class MessageObservationContext extends Observation.Context
        permits CallbackObservationContext, HandlerObservationContext {

    /** The callback. Little in it is fit for a key value: the rest is somebody's data, or without bound. */
    private final CallbackContext callback;

    /** Tells the message from others, the same in all its deliveries, and names nobody. */
    private final String message;
}
