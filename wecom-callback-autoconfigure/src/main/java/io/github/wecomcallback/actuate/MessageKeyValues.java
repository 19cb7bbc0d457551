// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.actuate;

import io.github.wecomcallback.actuate.CallbackObservationDocumentation.HighCardinalityKeys;
import io.github.wecomcallback.actuate.CallbackObservationDocumentation.MessageKeys;
import io.github.wecomcallback.message.MessageKind;
import io.github.wecomcallback.message.MessageTypes;
import io.micrometer.common.KeyValue;
import io.micrometer.common.KeyValues;
import io.micrometer.common.docs.KeyName;

/** Key values that say what came. Words from outside are among them only where there is a typed record of that kind. */
final class MessageKeyValues {

    private static final String OTHER = "other";

    private MessageKeyValues() {}

    static KeyValues low(MessageObservationContext context) {
        MessageKind kind = context.getCallback().payload().kind();
        boolean known = isKnown(kind);
        return KeyValues.of(
                MessageKeys.ACCOUNT.withValue(context.getCallback().account().name()),
                value(MessageKeys.TYPE, known || kind.isEvent() ? kind.type() : OTHER),
                value(MessageKeys.EVENT, known ? kind.event() : OTHER),
                value(MessageKeys.CHANGE_TYPE, known ? kind.changeType() : OTHER));
    }

    static KeyValues high(MessageObservationContext context) {
        return KeyValues.of(HighCardinalityKeys.MESSAGE.withValue(context.getMessage()));
    }

    /** Such as {@code change_contact/create_user}. */
    static String inWords(MessageObservationContext context) {
        MessageKind kind = context.getCallback().payload().kind();
        return isKnown(kind) ? kind.toString() : OTHER;
    }

    private static boolean isKnown(MessageKind kind) {
        return MessageTypes.recordFor(kind) != null;
    }

    private static KeyValue value(KeyName key, String word) {
        return key.withValue(word.isEmpty() ? KeyValue.NONE_VALUE : word);
    }
}
