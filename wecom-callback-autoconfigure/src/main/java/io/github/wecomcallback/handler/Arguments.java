// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.handler;

import io.github.wecomcallback.account.Account;
import io.github.wecomcallback.handler.Invocation.Argument;
import io.github.wecomcallback.message.Field;
import io.github.wecomcallback.message.FieldReader;
import io.github.wecomcallback.message.MessageTypes;
import io.github.wecomcallback.message.Payload;
import io.github.wecomcallback.message.WeComMessage;
import java.util.List;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Settles at start where each parameter of a handler gets its argument from. */
@RequiredArgsConstructor
final class Arguments {

    private static final String REMEDY = "A parameter can be a typed record such as Contact.UserCreated, WeComMessage, "
            + "CallbackContext, Account, String (the plaintext), JsonNode, a field with @Field(\"Name\") as String, boxed "
            + "number, Boolean, Instant or List, or what a CallbackArgumentResolver bean supplies.";

    private final List<CallbackArgumentResolver> resolvers;

    Argument of(MethodParameter parameter, String handler) {
        for (CallbackArgumentResolver resolver : resolvers) {
            if (resolver.supports(parameter)) {
                return context -> resolver.resolve(parameter, context);
            }
        }
        Field field = parameter.getParameterAnnotation(Field.class);
        Argument argument = field != null ? field(field, parameter) : byType(parameter.getParameterType());
        if (argument == null) {
            throw new InvalidHandlerException(
                    handler,
                    "has a parameter that nothing can be passed for: "
                            + parameter.getGenericParameterType().getTypeName(),
                    REMEDY);
        }
        return argument;
    }

    private static @Nullable Argument field(Field field, MethodParameter parameter) {
        FieldReader reader = FieldReader.of(List.of(field.value()), parameter.getGenericParameterType());
        return reader == null ? null : context -> reader.read(context.payload());
    }

    private static @Nullable Argument byType(Class<?> type) {
        if (type == WeComMessage.class || type == Payload.class) {
            return CallbackContext::payload;
        }
        if (type == CallbackContext.class) {
            return context -> context;
        }
        if (type == Account.class) {
            return CallbackContext::account;
        }
        if (type == String.class) {
            return CallbackContext::plaintext;
        }
        if (type == JsonNode.class || type == ObjectNode.class) {
            return context -> context.payload().fields();
        }
        if (isTyped(type)) {
            return typed(type);
        }
        return null;
    }

    /** Whether a parameter of that type narrows down what its handler receives. */
    static boolean isTyped(Class<?> type) {
        return type.isRecord() && WeComMessage.class.isAssignableFrom(type)
                || !MessageTypes.kindsOf(type).isEmpty();
    }

    static Argument typed(Class<?> type) {
        if (type.isRecord()) {
            Class<? extends Record> record = type.asSubclass(Record.class);
            return context -> context.payload().as(record);
        }
        return context -> context.payload().typed();
    }
}
