// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.test.simulator;

import io.github.wecomcallback.account.Account;
import io.github.wecomcallback.autoconfigure.AccountProperties;
import io.github.wecomcallback.autoconfigure.WeComCallbackProperties;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.config.ConfigDataEnvironmentPostProcessor;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.io.DefaultResourceLoader;
import org.yaml.snakeyaml.error.YAMLException;

/**
 * The application's own configuration, read by what Spring Boot reads it with: profiles, documents, imports, placeholders
 * and the environment count as they do for the application.
 */
@RequiredArgsConstructor
final class ConfigFile {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{[^{}]*}");

    private final Path file;
    private final Binder binder;
    private final WeComCallbackProperties properties;
    private final String account;

    /**
     * Reads a file.
     *
     * @param account the account that is meant
     * @param profiles the application's profiles; where none is named, they are those of the file or the environment
     * @throws IllegalArgumentException when it cannot be used; the message says why, and no value
     */
    static ConfigFile read(Path file, String account, List<String> profiles) {
        if (!Files.isReadable(file)) {
            throw new IllegalArgumentException("The file " + file + " cannot be read");
        }
        Binder binder = Binder.get(load(file, profiles));
        WeComCallbackProperties properties =
                bind(file, () -> binder.bindOrCreate("wecom.callback", WeComCallbackProperties.class));
        if (!account.equals(Account.DEFAULT_NAME) && !properties.getApps().containsKey(account)) {
            throw new IllegalArgumentException("There is no account '" + account + "' in " + file + "; there are: "
                    + String.join(", ", properties.getApps().keySet()));
        }
        return new ConfigFile(file, binder, properties, account);
    }

    private static ConfigurableEnvironment load(Path file, List<String> profiles) {
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("spring.config.location", location(file));
        if (!profiles.isEmpty()) {
            told.put("spring.profiles.active", String.join(",", profiles));
        }
        ConfigurableEnvironment environment = new StandardEnvironment();
        environment.getPropertySources().addFirst(new MapPropertySource("simulator", told));
        try {
            ConfigDataEnvironmentPostProcessor.applyTo(environment, new DefaultResourceLoader(), null);
        } catch (YAMLException ex) {
            throw new IllegalArgumentException("The file " + file + ", or one beside it, is no YAML");
        } catch (RuntimeException ex) {
            // The reason may name what is imported, with a password.
            throw new IllegalArgumentException(
                    "Spring Boot cannot read the file " + file + " here, or what it imports by"
                            + " spring.config.import. Leave --config out then, and say what is needed by --url, --token,"
                            + " --aes-key and the like");
        }
        return environment;
    }

    private static String location(Path file) {
        String name = file.getFileName().toString();
        boolean known = name.endsWith(".properties") || name.endsWith(".yml") || name.endsWith(".yaml");
        return file.toAbsolutePath().toUri() + (known ? "" : "[.yml]");
    }

    private static <T> T bind(Path file, Supplier<T> values) {
        try {
            return values.get();
        } catch (BindException ex) {
            throw new IllegalArgumentException(ex.getName() + " in " + file + " cannot be read");
        }
    }

    /** Where the application serves the account, if it runs on this machine. */
    URI url() {
        int port = bind(file, () -> binder.bind("server.port", Integer.class).orElse(8080));
        if (port <= 0) {
            throw new IllegalArgumentException(
                    "The server.port in " + file + " is none that could be called. Say with --url where it runs");
        }
        String name = account.equals(Account.DEFAULT_NAME) ? "" : "/" + account;
        return URI.create("http://localhost:" + port + path("server.servlet.context-path")
                + path("spring.mvc.servlet.path") + properties.getPath() + name);
    }

    /** Without the slash at the end, which makes no difference to Spring Boot. */
    private String path(String property) {
        String path = binder.bind(property, String.class).orElse("");
        return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }

    /** Sets what the file says of the account. A placeholder that nobody fills in says nothing. */
    void fill(Account.Builder builder) {
        AccountProperties values = values();
        builder.kind(values.getKind()).mode(values.getMode());
        set(values.getCorpId(), builder::corpId);
        set(values.getSuiteId(), builder::suiteId);
        set(values.getProviderCorpId(), builder::providerCorpId);
        set(values.getAppId(), builder::appId);
        set(values.getToken(), builder::token);
        set(values.getAesKey(), builder::aesKey);
    }

    /** The placeholders of the account that nobody fills in. They may stand for secrets, and are none. */
    List<String> unfilled() {
        AccountProperties values = values();
        return Stream.of(
                        values.getCorpId(),
                        values.getSuiteId(),
                        values.getProviderCorpId(),
                        values.getAppId(),
                        values.getToken(),
                        values.getAesKey())
                .filter(Objects::nonNull)
                .map(PLACEHOLDER::matcher)
                .filter(Matcher::matches)
                .map(Matcher::group)
                .distinct()
                .toList();
    }

    private AccountProperties values() {
        return properties.getApps().getOrDefault(account, properties);
    }

    private static void set(@Nullable String value, Consumer<String> property) {
        if (value != null && !PLACEHOLDER.matcher(value).matches()) {
            property.accept(value);
        }
    }
}
