// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.handler;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.concurrent.CompletionStage;
import org.springframework.aop.SpringProxy;
import org.springframework.aop.support.AopUtils;
import org.springframework.core.BridgeMethodResolver;
import org.springframework.core.KotlinDetector;
import org.springframework.core.ResolvableType;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.util.ReflectionUtils;

/** What a method must be to be a handler, and which one to call where its bean is behind a proxy. */
final class HandlerMethods {

    private static final String ASYNC = "org.springframework.scheduling.annotation.Async";

    private HandlerMethods() {}

    static void check(String id, Class<?> type, Method method) {
        if (KotlinDetector.isSuspendingFunction(method)) {
            throw new InvalidHandlerException(
                    id,
                    "is a suspend function, which only a coroutine could call",
                    "Let a plain function return a CompletableFuture, for instance by future { … } of"
                            + " kotlinx-coroutines-jdk8.");
        }
        if (Modifier.isPrivate(method.getModifiers()) || Modifier.isStatic(method.getModifiers())) {
            String kind = Modifier.isPrivate(method.getModifiers()) ? "private" : "static";
            throw new InvalidHandlerException(
                    id,
                    "is " + kind + ", so it cannot be called through a proxy of its bean",
                    "Remove the modifier '" + kind + "'.");
        }
        ResolvableType result = ResolvableType.forMethodReturnType(method, type);
        if (!Results.isSupported(result)) {
            throw new InvalidHandlerException(
                    id,
                    "returns " + result + ", which is no reply",
                    "Return void, String, a number, Reply, or an Optional or CompletionStage of these.");
        }
        if (isAsync(method, type) && method.getReturnType() != void.class && !returnsStage(method)) {
            throw new InvalidHandlerException(
                    id,
                    "is @Async and returns a reply, which nobody could wait for",
                    "Remove @Async, or return a CompletableFuture of the reply.");
        }
    }

    static boolean isAsync(Method method, Class<?> type) {
        return MergedAnnotations.from(method, MergedAnnotations.SearchStrategy.TYPE_HIERARCHY)
                        .isPresent(ASYNC)
                || MergedAnnotations.from(type, MergedAnnotations.SearchStrategy.TYPE_HIERARCHY)
                        .isPresent(ASYNC);
    }

    private static boolean returnsStage(Method method) {
        return CompletionStage.class.isAssignableFrom(method.getReturnType());
    }

    /** The method to call on what stands for the bean: itself, or its proxy. */
    static Method invocable(String id, Class<?> type, Method method, Class<?> beanType) {
        boolean overridden = SpringProxy.class.isAssignableFrom(beanType) && !Proxy.isProxyClass(beanType);
        if (overridden
                && Modifier.isFinal(
                        BridgeMethodResolver.getMostSpecificMethod(method, type).getModifiers())) {
            throw new InvalidHandlerException(
                    id,
                    "is final, so the proxy of its bean does not pass it on: it would run without the bean's fields",
                    KotlinDetector.isKotlinType(method.getDeclaringClass())
                            ? "Mark class and function 'open', or let Kotlin's plugin 'spring' do so."
                            : "Remove the modifier 'final'.");
        }
        try {
            Method invocable = AopUtils.selectInvocableMethod(method, beanType);
            ReflectionUtils.makeAccessible(invocable);
            return invocable;
        } catch (IllegalStateException ex) {
            throw new InvalidHandlerException(
                    id,
                    "cannot be called: its bean is behind a proxy of its interfaces, and none of them has the method",
                    "Declare the method on an interface of the bean, or let Spring make proxies of classes"
                            + " (proxyTargetClass = true, which is Spring Boot's default).");
        }
    }
}
