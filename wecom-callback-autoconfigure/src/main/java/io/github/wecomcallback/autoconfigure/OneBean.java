// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.autoconfigure;

import org.springframework.beans.factory.NoUniqueBeanDefinitionException;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.diagnostics.FailureAnalyzedException;

/** Finds a bean of the application's that a setting needs, or stops the start. */
final class OneBean {

    private OneBean() {}

    static <T> T of(ObjectProvider<T> beans, String type, String wantedBy, String remedy) {
        T bean;
        try {
            bean = beans.getIfAvailable();
        } catch (NoUniqueBeanDefinitionException ex) {
            throw new FailureAnalyzedException(
                    wantedBy + " needs to know which " + type + " to use, but there are " + ex.getNumberOfBeansFound()
                            + ", and none of them is primary.",
                    "Mark one of them with @Primary, or the others with @Bean(defaultCandidate = false).",
                    ex);
        }
        if (bean == null) {
            throw new FailureAnalyzedException(wantedBy + " needs a " + type + ", but there is none.", remedy);
        }
        return bean;
    }
}
