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
import java.util.function.Function;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;
import org.springframework.core.KotlinDetector;
import org.springframework.core.MethodParameter;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Settles at start where each parameter of a handler gets its argument from. */
@RequiredArgsConstructor
final class Arguments {

    private static final String REMEDY = "A parameter can be a typed record such as Contact.UserCreated, WeComMessage, "
            + "CallbackContext, Account, String (the plaintext), JsonNode, a field with @Field(\"Name\") as String, boxed "
            + "number, Boolean, Instant or List, or what a CallbackArgumentResolver bean supplies.";

    private static final String IN_KOTLIN =
            " In Kotlin, a data class with @JvmRecord is a record, and a number that may be"
                    + " null (Int?) is a boxed one. Default arguments are not used.";

    private final List<CallbackArgumentResolver> resolvers;

    Argument of(MethodParameter parameter, String handler) {
        for (CallbackArgumentResolver resolver : resolvers) {
            if (resolver.supports(parameter)) {
                return context -> resolver.resolve(parameter, context);
            }
        }
        Field field = parameter.getParameterAnnotation(Field.class);
        Argument argument =
                field != null ? field(field, parameter, handler) : byType(parameter.getParameterType(), handler);
        if (argument == null) {
            throw new InvalidHandlerException(
                    handler,
                    "has a parameter that nothing can be passed for: "
                            + parameter.getGenericParameterType().getTypeName(),
                    KotlinDetector.isKotlinType(parameter.getContainingClass()) ? REMEDY + IN_KOTLIN : REMEDY);
        }
        return argument;
    }

    /** What a {@link WeComHandler} is given for its type argument. */
    static Argument message(Class<?> type, String handler) {
        Argument argument = byType(type, handler);
        if (argument == null) {
            throw new InvalidHandlerException(
                    handler,
                    "is a WeComHandler of " + type.getName() + ", which no message can be passed as",
                    "Its type argument can be a typed record such as Contact.UserCreated, a domain such as Contact, or"
                            + " WeComMessage."
                            + (KotlinDetector.isKotlinType(type) ? IN_KOTLIN : ""));
        }
        return argument;
    }

    private static @Nullable Argument field(Field field, MethodParameter parameter, String handler) {
        try {
            FieldReader reader = FieldReader.of(List.of(field.value()), parameter.getGenericParameterType());
            return reader == null ? null : context -> reader.read(context.payload());
        } catch (IllegalArgumentException ex) {
            throw unbindable(handler, ex);
        }
    }

    private static @Nullable Argument byType(Class<?> type, String handler) {
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
        return isTyped(type) ? typed(type, handler) : null;
    }

    /** Whether a parameter of that type narrows down what its handler receives. */
    private static boolean isTyped(Class<?> type) {
        return type.isRecord() && WeComMessage.class.isAssignableFrom(type)
                || !MessageTypes.kindsOf(type).isEmpty();
    }

    private static Typed typed(Class<?> type, String handler) {
        if (!type.isRecord()) {
            return new Typed(type, Payload::typed);
        }
        Class<? extends Record> record = type.asSubclass(Record.class);
        try {
            MessageTypes.requireBindable(record);
        } catch (IllegalArgumentException ex) {
            throw unbindable(handler, ex);
        }
        return new Typed(type, payload -> payload.as(record));
    }

    private static InvalidHandlerException unbindable(String handler, IllegalArgumentException problem) {
        return new InvalidHandlerException(
                handler, "takes a record that payloads cannot be bound to", problem.getMessage());
    }

    /**
     * The message as a type, which says what the handler receives.
     *
     * @param type a record or a domain
     * @param view makes it out of the payload
     */
    record Typed(Class<?> type, Function<Payload, Object> view) implements Argument {

        @Override
        public @Nullable Object of(CallbackContext context) {
            return view.apply(context.payload());
        }
    }
}
