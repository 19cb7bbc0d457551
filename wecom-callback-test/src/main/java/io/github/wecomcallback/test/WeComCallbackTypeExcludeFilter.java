// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.test;

import io.github.wecomcallback.account.AccountRepository;
import io.github.wecomcallback.account.SuiteTicketStore;
import io.github.wecomcallback.annotation.WeComEventHandler;
import io.github.wecomcallback.annotation.WeComFallbackHandler;
import io.github.wecomcallback.annotation.WeComMessageHandler;
import io.github.wecomcallback.exchange.CallbackErrorHandler;
import io.github.wecomcallback.exchange.CallbackInterceptor;
import io.github.wecomcallback.handler.CallbackArgumentResolver;
import io.github.wecomcallback.handler.WeComHandler;
import java.io.IOException;
import java.lang.annotation.Annotation;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.springframework.boot.test.context.filter.annotation.StandardAnnotationCustomizableTypeExcludeFilter;
import org.springframework.core.type.classreading.MetadataReader;
import org.springframework.core.type.classreading.MetadataReaderFactory;

/** Lets component scanning find handlers and what stands beside them, and nothing else. */
final class WeComCallbackTypeExcludeFilter extends StandardAnnotationCustomizableTypeExcludeFilter<WeComCallbackTest> {

    private static final List<Class<? extends Annotation>> HANDLER_ANNOTATIONS =
            List.of(WeComMessageHandler.class, WeComEventHandler.class, WeComFallbackHandler.class);

    private static final Set<Class<?>> BESIDE_HANDLERS = Set.of(
            CallbackInterceptor.class,
            CallbackErrorHandler.class,
            CallbackArgumentResolver.class,
            AccountRepository.class,
            SuiteTicketStore.class);

    private final Set<Class<?>> handlers;

    WeComCallbackTypeExcludeFilter(Class<?> testClass) {
        super(testClass);
        handlers = new LinkedHashSet<>();
        getAnnotation().getValue("handlers", Class[].class).ifPresent(this::add);
    }

    private void add(Class<?>[] types) {
        handlers.addAll(List.of(types));
    }

    @Override
    protected Set<Class<?>> getKnownIncludes() {
        return BESIDE_HANDLERS;
    }

    @Override
    protected Set<Class<?>> getComponentIncludes() {
        return handlers;
    }

    @Override
    protected boolean defaultInclude(MetadataReader reader, MetadataReaderFactory factory) throws IOException {
        return super.defaultInclude(reader, factory) || handlers.isEmpty() && isHandler(reader, factory);
    }

    private boolean isHandler(MetadataReader reader, MetadataReaderFactory factory) throws IOException {
        return isTypeOrAnnotated(reader, factory, WeComHandler.class) || hasHandlerMethod(reader, factory);
    }

    private static boolean hasHandlerMethod(MetadataReader reader, MetadataReaderFactory factory) throws IOException {
        if (HANDLER_ANNOTATIONS.stream()
                .anyMatch(annotation -> reader.getAnnotationMetadata().hasAnnotatedMethods(annotation.getName()))) {
            return true;
        }
        String superclass = reader.getClassMetadata().getSuperClassName();
        return superclass != null
                && !superclass.startsWith("java.")
                && hasHandlerMethod(factory.getMetadataReader(superclass), factory);
    }
}
