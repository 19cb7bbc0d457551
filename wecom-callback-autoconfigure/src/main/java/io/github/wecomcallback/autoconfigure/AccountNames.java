// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.autoconfigure;

import io.github.wecomcallback.account.Account;
import io.github.wecomcallback.account.InvalidAccountException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.BeanUtils;
import org.springframework.boot.diagnostics.FailureAnalyzedException;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.Environment;

/**
 * Refuses account names that Spring Boot would make another name of. It takes a dot for the end of a name, and drops
 * what is neither letter, digit, hyphen nor underscore, unless the name stands in brackets: the account would not be there,
 * or be served at another path.
 */
final class AccountNames {

    private static final String APPS = WeComCallbackProperties.PREFIX + ".apps";

    /** A property of an account whose name stands in no brackets. */
    private static final Pattern WRITTEN =
            Pattern.compile(Pattern.quote(APPS) + "\\.(?:(?<name>[^\\[].*)\\.)?(?<property>[^.\\[\\]]+)(?:\\[\\d+])?");

    private static final Pattern KEPT = Pattern.compile("[A-Za-z0-9_-]+");

    private static final Set<String> PROPERTIES = Arrays.stream(
                    BeanUtils.getPropertyDescriptors(AccountProperties.class))
            .map(property -> comparable(property.getName()))
            .collect(Collectors.toUnmodifiableSet());

    private AccountNames() {}

    static void check(Environment environment) {
        if (environment instanceof ConfigurableEnvironment configurable) {
            configurable.getPropertySources().stream()
                    .filter(EnumerablePropertySource.class::isInstance)
                    .flatMap(source -> Arrays.stream(((EnumerablePropertySource<?>) source).getPropertyNames()))
                    .forEach(AccountNames::check);
        }
    }

    private static void check(String written) {
        Matcher parts = WRITTEN.matcher(written);
        if (parts.matches() && PROPERTIES.contains(comparable(parts.group("property")))) {
            check(parts.group("name"), parts.group("property"));
        }
    }

    private static void check(@Nullable String name, String property) {
        if (name == null) {
            throw new FailureAnalyzedException(
                    "The property " + APPS + "." + property + " belongs to no account: its name is missing.",
                    "Write " + APPS + ".<name>." + property
                            + ", where <name> is the last segment of the account's URL, or "
                            + WeComCallbackProperties.PREFIX + "." + property + ".");
        }
        if (KEPT.matcher(name).matches()) {
            return;
        }
        try {
            Account.builder().name(name).build();
        } catch (InvalidAccountException ex) {
            if (ex.getProperty().equals("name")) {
                throw invalid(name, ex);
            }
        }
        throw new FailureAnalyzedException(
                "The account name in " + APPS + "." + name
                        + " has to stand in brackets: without them Spring Boot makes another name of it.",
                "Write " + APPS + "[" + name + "]." + property + "; in YAML the key is \"[" + name
                        + "]\", with the quotes.");
    }

    static FailureAnalyzedException invalid(String name, InvalidAccountException problem) {
        return new FailureAnalyzedException(
                "The account name in " + APPS + "." + name + " " + problem.getProblem() + ".",
                "Rename the account; its name is the last segment of its callback URL.");
    }

    /** The binder is not particular about case and hyphens. */
    private static String comparable(String property) {
        return property.replace("-", "").replace("_", "").toLowerCase(Locale.ROOT);
    }
}
