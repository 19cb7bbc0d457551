// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.support;

import java.lang.reflect.Method;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.test.context.ContextConfigurationAttributes;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.ContextCustomizerFactory;
import org.springframework.test.context.MergedContextConfiguration;

/**
 * Runs tests as in an application with {@code spring.threads.virtual.enabled=true}, as a suite says that has it discovered:
 * the test itself, the threads of {@link HostThreads} and those of applications that it starts are virtual.
 */
public final class VirtualThreads
        implements ExecutionCondition, BeforeAllCallback, AfterAllCallback, InvocationInterceptor {

    private static final String PROPERTY = "spring.threads.virtual.enabled";

    static boolean areOn() {
        return Boolean.getBoolean(PROPERTY);
    }

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        return Runtime.version().feature() >= 21
                ? ConditionEvaluationResult.enabled("There are virtual threads")
                : ConditionEvaluationResult.disabled(
                        "Java " + Runtime.version().feature() + " has no virtual threads, and Spring Boot none on");
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        System.setProperty(PROPERTY, "true");
    }

    @Override
    public void afterAll(ExtensionContext context) {
        System.clearProperty(PROPERTY);
    }

    @Override
    public void interceptTestMethod(
            Invocation<Void> invocation, ReflectiveInvocationContext<Method> test, ExtensionContext context)
            throws Throwable {
        onVirtualThread(invocation);
    }

    @Override
    public void interceptTestTemplateMethod(
            Invocation<Void> invocation, ReflectiveInvocationContext<Method> test, ExtensionContext context)
            throws Throwable {
        onVirtualThread(invocation);
    }

    private static void onVirtualThread(Invocation<Void> invocation) throws Throwable {
        FutureTask<Void> task = new FutureTask<>(() -> {
            try {
                return invocation.proceed();
            } catch (Exception | Error ex) {
                throw ex;
            } catch (Throwable ex) {
                throw new IllegalStateException(ex);
            }
        });
        HostThreads.named("test-").newThread(task).start();
        try {
            task.get();
        } catch (ExecutionException ex) {
            throw ex.getCause();
        }
    }

    /** Spring keeps contexts for other tests of the same settings; this one is a setting, too. */
    static final class Contexts implements ContextCustomizerFactory {

        @Override
        public @Nullable ContextCustomizer createContextCustomizer(
                Class<?> testClass, List<ContextConfigurationAttributes> attributes) {
            return areOn() ? new OnVirtualThreads() : null;
        }

        /** A record, so that it is known again. */
        private record OnVirtualThreads() implements ContextCustomizer {

            @Override
            public void customizeContext(ConfigurableApplicationContext context, MergedContextConfiguration merged) {}
        }
    }
}
