// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.test.simulator;

import io.github.wecomcallback.account.Account;
import io.github.wecomcallback.autoconfigure.AccountProperties;
import io.github.wecomcallback.autoconfigure.WeComCallbackProperties;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.env.PropertiesPropertySourceLoader;
import org.springframework.boot.env.PropertySourceLoader;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.io.FileSystemResource;

/** The application's own configuration, read as Spring Boot reads it: placeholders are filled from the environment. */
@RequiredArgsConstructor
final class ConfigFile {

    private final ConfigurableEnvironment environment;
    private final WeComCallbackProperties properties;
    private final String account;

    /**
     * Reads a file.
     *
     * @throws IllegalArgumentException when it cannot be used; the message says why, and no value
     */
    static ConfigFile read(Path file, String account) {
        ConfigurableEnvironment environment = new StandardEnvironment();
        load(file).forEach(environment.getPropertySources()::addLast);
        try {
            WeComCallbackProperties properties =
                    Binder.get(environment).bindOrCreate("wecom.callback", WeComCallbackProperties.class);
            boolean known =
                    account.equals(Account.DEFAULT_NAME) || properties.getApps().containsKey(account);
            if (!known) {
                throw new IllegalArgumentException("There is no account '" + account + "' in " + file + "; there are: "
                        + String.join(", ", properties.getApps().keySet()));
            }
            return new ConfigFile(environment, properties, account);
        } catch (BindException ex) {
            throw new IllegalArgumentException(ex.getName() + " in " + file + " cannot be read");
        }
    }

    private static List<PropertySource<?>> load(Path file) {
        if (!Files.isReadable(file)) {
            throw new IllegalArgumentException("The file " + file + " cannot be read");
        }
        boolean isProperties = file.toString().endsWith(".properties");
        PropertySourceLoader loader =
                isProperties ? new PropertiesPropertySourceLoader() : new YamlPropertySourceLoader();
        try {
            return loader.load("config", new FileSystemResource(file));
        } catch (IOException | RuntimeException ex) {
            throw new IllegalArgumentException("The file " + file + " is neither YAML nor properties");
        }
    }

    /** Where the application serves the account, if it runs on this machine. */
    URI url() {
        String port = environment.getProperty("server.port", "8080");
        String contextPath = environment.getProperty("server.servlet.context-path", "");
        String name = account.equals(Account.DEFAULT_NAME) ? "" : "/" + account;
        return URI.create("http://localhost:" + port + contextPath + properties.getPath() + name);
    }

    void fill(Account.Builder builder) {
        @Nullable AccountProperties app = properties.getApps().get(account);
        AccountProperties values = app == null ? properties : app;
        builder.kind(values.getKind())
                .corpId(values.getCorpId())
                .suiteId(values.getSuiteId())
                .providerCorpId(values.getProviderCorpId())
                .appId(values.getAppId())
                .mode(values.getMode())
                .token(values.getToken())
                .aesKey(values.getAesKey());
    }
}
