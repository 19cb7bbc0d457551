// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.handler;

import io.github.wecomcallback.annotation.WeComEventHandler;
import io.github.wecomcallback.annotation.WeComFallbackHandler;
import io.github.wecomcallback.annotation.WeComMessageHandler;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import lombok.AccessLevel;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.scope.ScopedProxyUtils;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.core.BridgeMethodResolver;
import org.springframework.core.MethodIntrospector;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.annotation.AnnotationUtils;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.core.annotation.MergedAnnotations.SearchStrategy;

/**
 * Finds the handlers among the beans, by their types alone: no bean is made for it, lazy ones stay lazy.
 *
 * <p>Handlers run by {@code @Order} of the method, else of the class, and in the order of beans and names where that
 * leaves a choice.
 */
@Slf4j
@RequiredArgsConstructor(access = AccessLevel.PRIVATE)
public final class HandlerScanner implements SmartInitializingSingleton {

    static final List<Class<? extends Annotation>> ANNOTATIONS =
            List.of(WeComMessageHandler.class, WeComEventHandler.class, WeComFallbackHandler.class);

    /** For {@code @WeComRetry} to be checked with. */
    private static final Retry ANY_RETRY = new Retry(1, Duration.ZERO, 1, Duration.ZERO);

    private final ConfigurableListableBeanFactory beans;
    private final List<CallbackArgumentResolver> resolvers;
    private final HandlerDispatcher dispatcher;

    /** How handlers that run from the inbox are retried; null where there is no inbox. */
    private final @Nullable Retry inboxRetry;

    /** Whether those handlers run inline all the same. */
    private final boolean inline;

    /**
     * @param beans where handlers are looked for, and in its parents
     * @param resolvers what supplies further parameters
     * @param dispatcher who gets the handlers
     * @param inboxRetry how handlers that run from the inbox are retried; null where there is no inbox
     */
    public HandlerScanner(
            ConfigurableListableBeanFactory beans,
            List<CallbackArgumentResolver> resolvers,
            HandlerDispatcher dispatcher,
            @Nullable Retry inboxRetry) {
        this(beans, resolvers, dispatcher, inboxRetry, false);
    }

    /**
     * One for tests: handlers that ask for the inbox are checked as if there were one, and run before the answer, so that
     * a test sees what they do.
     */
    public static HandlerScanner inline(
            ConfigurableListableBeanFactory beans,
            List<CallbackArgumentResolver> resolvers,
            HandlerDispatcher dispatcher) {
        return new HandlerScanner(beans, resolvers, dispatcher, ANY_RETRY, true);
    }

    /**
     * Finds all handlers, when the beans are known and before the first callback can come.
     *
     * @throws InvalidHandlerException when one of them cannot work
     */
    @Override
    public void afterSingletonsInstantiated() {
        List<HandlerFactory.Draft> drafts = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (ConfigurableListableBeanFactory context : withParents()) {
            HandlerFactory factory = new HandlerFactory(
                    context,
                    new Arguments(resolvers),
                    new InboxTermsFactory(inboxRetry, inline, context::resolveEmbeddedValue));
            for (String name : context.getBeanNamesForType(Object.class, true, false)) {
                // A bean stands in the place of a parent's bean of its name.
                if (names.add(name) && !ScopedProxyUtils.isScopedTarget(name)) {
                    drafts.addAll(find(factory, name));
                }
            }
        }
        requireNamesOfTheirOwn(drafts);
        drafts.sort(Comparator.comparingInt(HandlerFactory.Draft::order));
        List<Handler> handlers = new ArrayList<>();
        for (HandlerFactory.Draft draft : drafts) {
            handlers.add(draft.at(handlers.size()));
            log.debug("{} handles {}", draft.id(), draft.selectors());
        }
        dispatcher.use(handlers);
        log.info(
                "{} WeCom handlers found; debug logging of {} lists them",
                handlers.size(),
                getClass().getName());
    }

    /** The beans of this context and of its parents, as far as they do not receive callbacks themselves. */
    private List<ConfigurableListableBeanFactory> withParents() {
        List<ConfigurableListableBeanFactory> all = new ArrayList<>(List.of(beans));
        ConfigurableListableBeanFactory parent = parentOf(beans);
        while (parent != null) {
            if (parent.getBeanNamesForType(HandlerScanner.class, true, false).length > 0) {
                log.info("A parent context receives WeCom callbacks as well: its handlers are for those");
                return all;
            }
            all.add(parent);
            parent = parentOf(parent);
        }
        return all;
    }

    private static @Nullable ConfigurableListableBeanFactory parentOf(ConfigurableListableBeanFactory beans) {
        BeanFactory parent = beans.getParentBeanFactory();
        BeanFactory factory =
                parent instanceof ApplicationContext context ? context.getAutowireCapableBeanFactory() : parent;
        return factory instanceof ConfigurableListableBeanFactory configurable ? configurable : null;
    }

    private static List<HandlerFactory.Draft> find(HandlerFactory factory, String name) {
        Class<?> type = factory.typeOf(name);
        if (type == null || isSpringsOrJacksons(type)) {
            return List.of();
        }
        List<HandlerFactory.Draft> drafts = new ArrayList<>();
        Map<Method, MergedAnnotations> methods = methodsOf(type);
        methods.entrySet().stream()
                .sorted(Comparator.comparing(entry -> entry.getKey().toString()))
                .map(entry -> factory.method(name, type, entry.getKey(), entry.getValue()))
                .forEach(drafts::add);
        // A WeComHandler may carry its annotation on its method as well; it is one handler all the same.
        if (containsHandle(methods, type)) {
            requireNoneOnClass(name, type);
        } else {
            drafts.addAll(handlerBean(factory, name, type));
        }
        return drafts;
    }

    /** What has succeeded is known by its name, and so is what runs from the inbox. */
    private static void requireNamesOfTheirOwn(List<HandlerFactory.Draft> drafts) {
        Set<String> names = new HashSet<>();
        for (HandlerFactory.Draft draft : drafts) {
            if (!names.add(draft.id())) {
                throw new InvalidHandlerException(
                        draft.id(),
                        "is the name of two handlers, so nobody could tell which of them has succeeded",
                        "Give one of the methods another name.");
            }
        }
    }

    /** Most beans of an application are, and have no handlers: there is no need to look through their methods. */
    private static boolean isSpringsOrJacksons(Class<?> type) {
        return type.getName().startsWith("org.springframework.")
                || type.getName().startsWith("tools.jackson.");
    }

    private static Map<Method, MergedAnnotations> methodsOf(Class<?> type) {
        if (!AnnotationUtils.isCandidateClass(type, ANNOTATIONS)) {
            return Map.of();
        }
        try {
            return MethodIntrospector.selectMethods(type, (MethodIntrospector.MetadataLookup<MergedAnnotations>)
                    method -> isFactory(method) ? null : annotationsOf(method));
        } catch (Throwable ex) {
            // A class that is missing from a signature is missing to somebody else's optional bean.
            log.debug("The methods of {} are not known", type, ex);
            return Map.of();
        }
    }

    private static boolean containsHandle(Map<Method, MergedAnnotations> methods, Class<?> type) {
        return WeComHandler.class.isAssignableFrom(type)
                && methods.containsKey(BridgeMethodResolver.getMostSpecificMethod(HandlerFactory.HANDLE, type));
    }

    private static void requireNoneOnClass(String name, Class<?> type) {
        if (annotationsOf(type) != null) {
            throw new InvalidHandlerException(
                    "Bean '" + name + "' of type " + type.getName(),
                    "carries handler annotations on its class and on its method 'handle'",
                    "Keep one of the two.");
        }
    }

    /** What stands on a factory method is about the bean that it makes. */
    private static boolean isFactory(Method method) {
        return AnnotatedElementUtils.isAnnotated(method, Bean.class);
    }

    private static List<HandlerFactory.Draft> handlerBean(HandlerFactory factory, String name, Class<?> type) {
        Method factoryMethod = factory.factoryMethod(name);
        MergedAnnotations onType = annotationsOf(type);
        MergedAnnotations annotations = onType != null || factoryMethod == null ? onType : annotationsOf(factoryMethod);
        if (WeComHandler.class.isAssignableFrom(type)) {
            return List.of(factory.bean(name, type, annotations));
        }
        if (annotations != null) {
            throw new InvalidHandlerException(
                    "Bean '" + name + "' of type " + type.getName(),
                    "carries a handler annotation on its " + (onType != null ? "class" : "factory method")
                            + " but does not implement WeComHandler",
                    "Implement WeComHandler<M>, or put the annotation on a method.");
        }
        return List.of();
    }

    /** The annotations that make a handler; those of an overriding method or class replace what they override. */
    private static @Nullable MergedAnnotations annotationsOf(AnnotatedElement element) {
        MergedAnnotations own = MergedAnnotations.from(element);
        if (makeHandler(own)) {
            return own;
        }
        MergedAnnotations inherited = MergedAnnotations.from(element, SearchStrategy.TYPE_HIERARCHY);
        return makeHandler(inherited) ? inherited : null;
    }

    private static boolean makeHandler(MergedAnnotations annotations) {
        return ANNOTATIONS.stream().anyMatch(annotations::isPresent);
    }
}
