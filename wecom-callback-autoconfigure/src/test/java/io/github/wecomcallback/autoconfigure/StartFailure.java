// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzedException;
import org.springframework.boot.test.context.assertj.ApplicationContextAssertProvider;
import org.springframework.context.ApplicationContext;

/** What an application would print that does not start. */
final class StartFailure {

    private StartFailure() {}

    static FailureAnalysis of(ApplicationContextAssertProvider<? extends ApplicationContext> context) {
        Throwable failure = context.getStartupFailure();
        assertThat(failure).as("the start fails").isNotNull();
        while (failure != null && !(failure instanceof FailureAnalyzedException)) {
            failure = failure.getCause();
        }
        assertThat(failure).isInstanceOf(FailureAnalyzedException.class);
        return ((FailureAnalyzedException) failure).analysis();
    }
}
