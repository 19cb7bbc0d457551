// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.actuate;

import io.micrometer.common.docs.KeyName;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationConvention;
import io.micrometer.observation.docs.ObservationDocumentation;
import lombok.RequiredArgsConstructor;

/** The observations, with their names and keys. */
public enum CallbackObservationDocumentation implements ObservationDocumentation {
    /** One delivery of a message, from when it was read until it is answered. */
    CALLBACK {
        @Override
        public Class<? extends ObservationConvention<? extends Observation.Context>> getDefaultConvention() {
            return DefaultCallbackObservationConvention.class;
        }

        @Override
        public KeyName[] getLowCardinalityKeyNames() {
            return KeyName.merge(MessageKeys.values(), OutcomeKeys.values());
        }
    },
    /** One call of a handler, until it or the stage that it returned has come to its end. */
    HANDLER {
        @Override
        public Class<? extends ObservationConvention<? extends Observation.Context>> getDefaultConvention() {
            return DefaultHandlerObservationConvention.class;
        }

        @Override
        public KeyName[] getLowCardinalityKeyNames() {
            return KeyName.merge(MessageKeys.values(), OutcomeKeys.values(), HandlerKeys.values());
        }
    };

    @Override
    public KeyName[] getHighCardinalityKeyNames() {
        return HighCardinalityKeys.values();
    }

    /** What came. A message without a typed record is of type, event and change type {@code other}. */
    @RequiredArgsConstructor
    public enum MessageKeys implements KeyName {
        /** The account's name. */
        ACCOUNT("account"),
        /** The message type, {@code event} for all events. */
        TYPE("type"),
        /** The event, {@code none} for a message. */
        EVENT("event"),
        /** What happened, {@code none} where an event says no more. */
        CHANGE_TYPE("changeType");

        private final String key;

        @Override
        public String asString() {
            return key;
        }
    }

    /** How it ended. */
    @RequiredArgsConstructor
    public enum OutcomeKeys implements KeyName {
        /**
         * Of a callback {@code completed}, {@code failed}, {@code late} or {@code busy}, of a handler {@code succeeded} or
         * {@code failed}; {@code none} while there is no end.
         */
        OUTCOME("outcome");

        private final String key;

        @Override
        public String asString() {
            return key;
        }
    }

    /** Who handled it. */
    @RequiredArgsConstructor
    public enum HandlerKeys implements KeyName {
        /** The handler's name: bean and method. */
        HANDLER("handler"),
        /** {@code inline} while the platform waits, or {@code inbox}. */
        DELIVERY("delivery");

        private final String key;

        @Override
        public String asString() {
            return key;
        }
    }

    /** For traces only. */
    @RequiredArgsConstructor
    public enum HighCardinalityKeys implements KeyName {
        /** Tells the message from others: the beginning of a digest, the same as in the MDC. */
        MESSAGE("wecom.message");

        private final String key;

        @Override
        public String asString() {
            return key;
        }
    }
}
