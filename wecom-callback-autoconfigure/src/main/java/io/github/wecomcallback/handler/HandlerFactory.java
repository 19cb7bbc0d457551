// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.handler;

import io.github.wecomcallback.annotation.WeComEventHandler;
import io.github.wecomcallback.annotation.WeComFallbackHandler;
import io.github.wecomcallback.annotation.WeComMessageHandler;
import io.github.wecomcallback.handler.Invocation.Argument;
import io.github.wecomcallback.message.Source;
import io.github.wecomcallback.message.WeComMessage;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.framework.autoproxy.AutoProxyUtils;
import org.springframework.aop.scope.ScopedProxyUtils;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.core.BridgeMethodResolver;
import org.springframework.core.MethodParameter;
import org.springframework.core.Ordered;
import org.springframework.core.ResolvableType;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.annotation.MergedAnnotation;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.core.annotation.Order;
import org.springframework.core.annotation.OrderUtils;
import org.springframework.expression.ParseException;
import org.springframework.util.ClassUtils;

/** Makes handlers out of annotated methods and beans, and refuses what cannot work. */
@Slf4j
@RequiredArgsConstructor
final class HandlerFactory {

    /** What a {@link WeComHandler} is called by. */
    static final Method HANDLE =
            ClassUtils.getMethod(WeComHandler.class, "handle", WeComMessage.class, CallbackContext.class);

    private final ConfigurableListableBeanFactory beans;
    private final Arguments arguments;
    private final InboxTermsFactory inboxTerms;

    /** A handler whose place among the others is not settled yet. */
    record Draft(
            String id,
            int order,
            List<Selector> selectors,
            boolean fallback,
            Invocation invocation,
            @Nullable InboxTerms inbox) {

        Handler at(int position) {
            return new Handler(id, position, selectors, fallback, invocation, inbox);
        }
    }

    Draft method(String bean, Class<?> type, Method method, MergedAnnotations annotations) {
        String id = bean + "#" + method.getName()
                + Arrays.stream(method.getParameterTypes())
                        .map(ClassUtils::getShortName)
                        .collect(Collectors.joining(",", "(", ")"));
        HandlerMethods.check(id, type, method);
        List<Argument> values = new ArrayList<>();
        for (int i = 0; i < method.getParameterCount(); i++) {
            MethodParameter parameter = new MethodParameter(method, i).withContainingClass(type);
            values.add(arguments.of(parameter, id));
        }
        return draft(id, bean, type, method, annotations, values);
    }

    Draft bean(String bean, Class<?> type, @Nullable MergedAnnotations annotations) {
        HandlerMethods.check(bean, type, BridgeMethodResolver.getMostSpecificMethod(HANDLE, type));
        Class<?> messageType = messageType(bean, type);
        List<Argument> values = List.of(Arguments.message(messageType, bean), context -> context);
        return draft(bean, bean, type, HANDLE, annotations, values);
    }

    private Draft draft(
            String id,
            String bean,
            Class<?> type,
            Method method,
            @Nullable MergedAnnotations annotations,
            List<Argument> values) {
        boolean fallback = annotations != null && annotations.isPresent(WeComFallbackHandler.class);
        List<Selector> wanted = new SelectorFactory(id, typesOf(values)).from(annotations);
        Method invocable = HandlerMethods.invocable(id, type, method, beanType(bean, type));
        HandlerCondition condition = condition(id, method, annotations);
        return new Draft(
                id,
                order(bean, type, method),
                wanted,
                fallback,
                new Invocation(() -> beans.getBean(bean), invocable, values, condition),
                inboxTerms.of(id, type, method, factoryMethod(bean), annotations, areSent(wanted)));
    }

    /** Whether replies are sent by the API, for which it does not matter when the handler runs. */
    private static boolean areSent(List<Selector> wanted) {
        return wanted.stream().allMatch(selector -> selector.sources().equals(Set.of(Source.KF)));
    }

    private Class<?> beanType(String bean, Class<?> targetType) {
        Class<?> exposed = beans.getType(bean, false);
        return exposed == null ? targetType : exposed;
    }

    /** The class behind the proxies of a bean, or null when it cannot be loaded: then it is somebody else's optional bean. */
    @Nullable Class<?> typeOf(String bean) {
        try {
            return AutoProxyUtils.determineTargetClass(beans, definitionName(bean));
        } catch (Throwable ex) {
            log.trace("The type of bean '{}' is not known", bean, ex);
            return null;
        }
    }

    /** The name of the bean's definition, which for a scoped proxy is that of the bean behind it. */
    private String definitionName(String bean) {
        String target = ScopedProxyUtils.getTargetBeanName(bean);
        return beans.containsBeanDefinition(target) ? target : bean;
    }

    /** The method that makes the bean, if it is one that does. */
    @Nullable Method factoryMethod(String bean) {
        return definition(bean) instanceof RootBeanDefinition definition ? definition.getResolvedFactoryMethod() : null;
    }

    private @Nullable BeanDefinition definition(String bean) {
        String name = definitionName(bean);
        return beans.containsBeanDefinition(name) ? beans.getMergedBeanDefinition(name) : null;
    }

    private Class<?> messageType(String bean, Class<?> type) {
        BeanDefinition definition = definition(bean);
        Class<?> declared = definition == null ? null : messageType(definition.getResolvableType());
        Class<?> resolved = declared != null ? declared : messageType(ResolvableType.forClass(type));
        if (resolved == null) {
            throw new InvalidHandlerException(
                    "Bean '" + bean + "'",
                    "is a WeComHandler, but its type does not say of which message",
                    "Let a class implement WeComHandler<…> with its type argument, or declare the bean's method to return"
                            + " WeComHandler<…>.");
        }
        return resolved;
    }

    /** The type argument, or null where there is none: a raw type would pass for a handler of everything. */
    private static @Nullable Class<?> messageType(ResolvableType type) {
        ResolvableType handler = type.as(WeComHandler.class);
        return handler.hasUnresolvableGenerics() ? null : handler.resolveGeneric(0);
    }

    private static List<Class<?>> typesOf(List<Argument> values) {
        List<Class<?>> types = new ArrayList<>();
        for (Argument value : values) {
            if (value instanceof Arguments.Typed typed) {
                types.add(typed.type());
            }
        }
        return types;
    }

    private @Nullable HandlerCondition condition(String id, Method method, @Nullable MergedAnnotations annotations) {
        if (annotations == null) {
            return null;
        }
        List<String> expressions = Stream.<MergedAnnotation<?>>concat(
                        annotations.stream(WeComMessageHandler.class), annotations.stream(WeComEventHandler.class))
                .map(annotation -> annotation.getString("condition"))
                .distinct()
                .toList();
        if (expressions.size() > 1) {
            throw new InvalidHandlerException(
                    id,
                    "has several annotations with different conditions",
                    "Write the same condition in all of them, or one method for each.");
        }
        if (expressions.isEmpty() || expressions.get(0).isBlank()) {
            return null;
        }
        try {
            return HandlerCondition.of(expressions.get(0), method, beans);
        } catch (ParseException ex) {
            throw new InvalidHandlerException(
                    id,
                    "has a condition that is no SpEL expression: " + expressions.get(0),
                    "Mend the expression: " + ex.getMessage());
        }
    }

    private int order(String bean, Class<?> type, Method method) {
        Integer onMethod = order(BridgeMethodResolver.getMostSpecificMethod(method, type));
        Method factoryMethod = factoryMethod(bean);
        Integer onBean = onMethod != null || factoryMethod == null ? onMethod : order(factoryMethod);
        return onBean != null ? onBean : OrderUtils.getOrder(type, Ordered.LOWEST_PRECEDENCE);
    }

    private static @Nullable Integer order(Method method) {
        Order order = AnnotatedElementUtils.findMergedAnnotation(method, Order.class);
        return order == null ? null : (Integer) order.value();
    }
}
