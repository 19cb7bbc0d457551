// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.autoconfigure;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.BindContext;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.diagnostics.FailureAnalyzedException;
import org.springframework.core.env.Environment;
import org.springframework.util.PlaceholderResolutionException;

/** Refuses settings with placeholders that nothing resolves, which the binder takes literally: a secret of that name. */
final class UnresolvedPlaceholders {

    private UnresolvedPlaceholders() {}

    /** Names all of them, and prints no value. */
    static void refuse(Environment environment) {
        Search search = new Search(environment);
        try {
            Binder.get(environment)
                    .bind(WeComCallbackProperties.PREFIX, Bindable.of(WeComCallbackProperties.class), search);
        } catch (BindException ex) {
            // What else is wrong is told where the settings are bound.
        }
        if (!search.problems.isEmpty()) {
            throw new FailureAnalyzedException(
                    String.join("\n", search.problems),
                    "Set " + String.join(", ", search.placeholders)
                            + ", for instance as variables of the environment, or write a value instead.");
        }
    }

    /** Looks at each setting as it is bound, or cannot be. */
    @RequiredArgsConstructor
    private static final class Search implements BindHandler {

        private final Environment environment;
        private final List<String> problems = new ArrayList<>();
        private final Set<String> placeholders = new LinkedHashSet<>();

        @Override
        public Object onSuccess(
                ConfigurationPropertyName name, Bindable<?> target, BindContext context, Object result) {
            find(name, context);
            return result;
        }

        @Override
        public @Nullable Object onFailure(
                ConfigurationPropertyName name, Bindable<?> target, BindContext context, Exception error)
                throws Exception {
            if (find(name, context)) {
                return null;
            }
            throw error;
        }

        private boolean find(ConfigurationPropertyName name, BindContext context) {
            ConfigurationProperty property = context.getConfigurationProperty();
            String placeholder = property != null && property.getName().equals(name) ? unresolved(property) : null;
            if (placeholder == null) {
                return false;
            }
            placeholders.add(placeholder);
            problems.add("The property " + name + " has a placeholder that nothing resolves: " + placeholder
                    + (property.getOrigin() == null ? "." : " (" + property.getOrigin() + ")."));
            return true;
        }

        private @Nullable String unresolved(ConfigurationProperty property) {
            if (property.getValue() instanceof CharSequence text) {
                try {
                    environment.resolveRequiredPlaceholders(text.toString());
                } catch (PlaceholderResolutionException ex) {
                    return ex.getPlaceholder();
                }
            }
            return null;
        }
    }
}
