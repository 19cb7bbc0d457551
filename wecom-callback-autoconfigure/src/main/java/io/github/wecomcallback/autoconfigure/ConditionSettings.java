// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.autoconfigure;

import io.github.wecomcallback.autoconfigure.WeComCallbackProperties.GuardStore;
import io.github.wecomcallback.autoconfigure.WeComCallbackProperties.KfStore;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.diagnostics.FailureAnalyzedException;
import org.springframework.core.env.Environment;
import org.springframework.util.StringUtils;

/**
 * The settings that decide which beans there are, read as they are bound to {@link WeComCallbackProperties}: a condition
 * that read {@code yes}, a blank or a variable of the environment in another way would decide against what the properties
 * then say. What is neither of the values that there are stops the start, and so does an empty one, which the binder takes
 * for one that is not set.
 */
final class ConditionSettings {

    private static final String PREFIX = "wecom.callback.";
    private static final String KEYS = "storage.encryption-keys";
    private static final WeComCallbackProperties DEFAULTS = new WeComCallbackProperties();

    private final Environment environment;
    private final Binder binder;

    private ConditionSettings(Environment environment) {
        this.environment = environment;
        this.binder = Binder.get(environment);
    }

    static ConditionSettings of(Environment environment) {
        return new ConditionSettings(environment);
    }

    boolean isEnabled() {
        return isOn("enabled", DEFAULTS.isEnabled());
    }

    boolean hasInbox() {
        return isOn("inbox.enabled", DEFAULTS.getInbox().isEnabled());
    }

    boolean hasConsole() {
        return isOn("console.enabled", DEFAULTS.getConsole().isEnabled());
    }

    boolean hasMdc() {
        return isOn("mdc", DEFAULTS.isMdc());
    }

    /** Whether customer-service messages are pulled: where it is said so, else where an account has a secret. */
    boolean pullsCustomerService() {
        Boolean enabled = read("kf.enabled", Boolean.class);
        return enabled == null ? hasSecret() : enabled;
    }

    GuardStore guardStore() {
        GuardStore store = read("guard.store", GuardStore.class);
        return store == null ? DEFAULTS.getGuard().getStore() : store;
    }

    /** Where cursors are kept: where it is said, else where this application keeps something for all its nodes already. */
    KfStore kfStore() {
        KfStore store = read("kf.store", KfStore.class);
        if (store != null) {
            return store;
        }
        KfStore asGuard = KfStore.valueOf(guardStore().name());
        return asGuard == KfStore.MEMORY && hasInbox() ? KfStore.JDBC : asGuard;
    }

    /** Whether anything is kept in a database. */
    boolean needsDatabase() {
        return hasInbox() || guardStore() == GuardStore.JDBC || read("kf.store", KfStore.class) == KfStore.JDBC;
    }

    /** Whether nodes agree by Redis on anything. */
    boolean needsRedis() {
        return guardStore() == GuardStore.REDIS || read("kf.store", KfStore.class) == KfStore.REDIS;
    }

    /** All of them, in words, by the names of their properties. */
    Map<String, String> inWords() {
        Map<String, String> words = new LinkedHashMap<>();
        words.put("enabled", word(isEnabled()));
        if (isEnabled()) {
            words.put("inbox.enabled", word(hasInbox()));
            words.put("console.enabled", word(hasConsole()));
            words.put("mdc", word(hasMdc()));
            words.put("kf.enabled", word(pullsCustomerService()));
            words.put("guard.store", word(guardStore()));
            words.put("kf.store", word(kfStore()));
            words.put(KEYS, hasEncryptionKeys() ? "set" : "not set");
        }
        Map<String, String> named = new LinkedHashMap<>();
        words.forEach((name, word) -> named.put(PREFIX + name, word));
        return named;
    }

    private boolean hasSecret() {
        String secret = read("secret", String.class);
        return StringUtils.hasText(secret)
                || apps().values().stream().anyMatch(app -> StringUtils.hasText(app.getSecret()));
    }

    private Map<String, AccountProperties> apps() {
        try {
            return binder.bind(PREFIX + "apps", Bindable.mapOf(String.class, AccountProperties.class))
                    .orElse(Map.of());
        } catch (BindException ex) {
            // Told where all properties are bound.
            return Map.of();
        }
    }

    /** Keys may be given as a list or by index. */
    boolean hasEncryptionKeys() {
        return binder.bind(PREFIX + KEYS, Bindable.listOf(String.class)).isBound();
    }

    private boolean isOn(String name, boolean otherwise) {
        return Objects.requireNonNullElse(read(name, Boolean.class), otherwise);
    }

    private <T> @Nullable T read(String name, Class<T> type) {
        try {
            T value = binder.bind(PREFIX + name, type).orElse(null);
            if (value == null && binder.bind(PREFIX + name, String.class).isBound()) {
                throw invalid(name, type, "is empty, but must be ");
            }
            return value;
        } catch (BindException ex) {
            UnresolvedPlaceholders.refuse(environment);
            throw invalid(name, type, "must be ");
        }
    }

    private static FailureAnalyzedException invalid(String name, Class<?> type, String problem) {
        List<String> values = type.isEnum()
                ? Arrays.stream(type.getEnumConstants())
                        .map(ConditionSettings::word)
                        .toList()
                : List.of("true", "false");
        int last = values.size() - 1;
        String choice = String.join(", ", values.subList(0, last)) + " or " + values.get(last);
        return new FailureAnalyzedException(
                "The property " + PREFIX + name + " " + problem + choice + ".",
                "Set " + PREFIX + name + " to " + choice + ", or leave it out.");
    }

    private static String word(Object value) {
        return value.toString().toLowerCase(Locale.ROOT);
    }
}
