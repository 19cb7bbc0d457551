// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.autoconfigure;

import java.lang.annotation.Annotation;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.NoUniqueBeanDefinitionException;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.diagnostics.FailureAnalyzedException;

/**
 * Finds a bean of the application's that a setting needs, or stops the start: the one that is marked for us, else the only
 * one or the primary one.
 *
 * @param type what it is called
 * @param mark the annotation that marks it
 * @param remedy what to do where there is none
 */
record OneBean(String type, Class<? extends Annotation> mark, String remedy) {

    /**
     * @param marked the beans that carry the mark
     * @param all the beans of that type
     * @param wantedBy the setting that needs it
     */
    <T> T find(ObjectProvider<T> marked, ObjectProvider<T> all, String wantedBy) {
        T bean = theOne(marked, wantedBy, " with " + annotation(), "Leave " + annotation() + " at one of them only.");
        if (bean == null) {
            bean = theOne(all, wantedBy, "", "Mark the one to use with " + annotation() + ", or with @Primary.");
        }
        if (bean == null) {
            throw new FailureAnalyzedException(wantedBy + " needs a " + type + ", but there is none.", remedy);
        }
        return bean;
    }

    /** The failure has no cause: Boot has an explanation of its own for that one, and would print it instead of ours. */
    private <T> @Nullable T theOne(ObjectProvider<T> beans, String wantedBy, String which, String action) {
        try {
            return beans.getIfAvailable();
        } catch (NoUniqueBeanDefinitionException ex) {
            Collection<String> names = Objects.requireNonNullElse(ex.getBeanNamesFound(), List.of());
            throw new FailureAnalyzedException(
                    wantedBy + " needs to know which " + type + " to use, but there are " + ex.getNumberOfBeansFound()
                            + which + ", and not exactly one of them is primary: " + String.join(", ", names) + ".",
                    action);
        }
    }

    private String annotation() {
        return "@" + mark.getSimpleName();
    }
}
