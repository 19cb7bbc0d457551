// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzedException;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.boot.test.context.assertj.ApplicationContextAssertProvider;
import org.springframework.context.ApplicationContext;
import org.springframework.core.env.Environment;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.io.support.SpringFactoriesLoader;
import org.springframework.core.io.support.SpringFactoriesLoader.ArgumentResolver;

/** What an application would print that does not start. */
final class StartFailure {

    private StartFailure() {}

    /** What Boot makes of the failure: it asks all analyzers first, and only then ours that explains itself. */
    static FailureAnalysis of(ApplicationContextAssertProvider<? extends ApplicationContext> context) {
        Throwable failure = context.getStartupFailure();
        assertThat(failure).as("the start fails").isNotNull();
        ArgumentResolver arguments = ArgumentResolver.of(BeanFactory.class, new DefaultListableBeanFactory())
                .and(Environment.class, new StandardEnvironment());
        FailureAnalysis analysis = SpringFactoriesLoader.forDefaultResourceLocation()
                // Some are for what is not on the class path.
                .load(FailureAnalyzer.class, arguments, (type, name, problem) -> {})
                .stream()
                .map(analyzer -> analyzer.analyze(failure))
                .filter(Objects::nonNull)
                .findFirst()
                .orElseGet(() -> explained(failure));
        assertThat(analysis).as("an explanation of " + failure).isNotNull();
        return analysis;
    }

    private static @Nullable FailureAnalysis explained(Throwable failure) {
        Throwable cause = failure;
        while (cause != null && !(cause instanceof FailureAnalyzedException)) {
            cause = cause.getCause();
        }
        return cause == null ? null : ((FailureAnalyzedException) cause).analysis();
    }
}
