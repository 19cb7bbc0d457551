// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.handler;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.support.AopUtils;
import org.springframework.util.ReflectionUtils;

/**
 * A method to call, with everything about it settled beforehand.
 *
 * @param bean supplies the object to call it on: a singleton, or a new one for each callback
 * @param method the method
 * @param arguments one for each of its parameters
 * @param condition what else must be true, or null
 */
record Invocation(
        Supplier<Object> bean,
        Method method,
        List<Argument> arguments,
        @Nullable HandlerCondition condition) {

    /** Supplies one argument. */
    @FunctionalInterface
    interface Argument {

        @Nullable Object of(CallbackContext context);
    }

    /** The arguments for a callback, or null when the condition does not hold. */
    @Nullable Object @Nullable [] prepare(CallbackContext context) {
        @Nullable Object[] values = argumentsFor(context);
        return condition == null || condition.holds(context, values) ? values : null;
    }

    /** The arguments for a callback, whatever the condition says. */
    @Nullable Object[] argumentsFor(CallbackContext context) {
        @Nullable Object[] values = new Object[arguments.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = arguments.get(i).of(context);
        }
        return values;
    }

    @Nullable Object call(@Nullable Object[] values) throws Throwable {
        Object target = bean.get();
        try {
            return callableOn(target).invoke(target, values);
        } catch (InvocationTargetException ex) {
            throw ex.getTargetException();
        }
    }

    /** A bean that was not made yet when its handlers were found may turn out to be a proxy of its interfaces. */
    private Method callableOn(Object target) {
        if (method.getDeclaringClass().isInstance(target)) {
            return method;
        }
        Method onInterface = AopUtils.selectInvocableMethod(method, target.getClass());
        ReflectionUtils.makeAccessible(onInterface);
        return onInterface;
    }
}
