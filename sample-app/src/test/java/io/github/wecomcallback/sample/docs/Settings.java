// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.sample.docs;

import io.github.wecomcallback.autoconfigure.WeComCallbackProperties;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.handler.NoUnboundElementsBindHandler;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.env.PropertiesPropertySourceLoader;
import org.springframework.boot.env.PropertySourceLoader;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.io.ByteArrayResource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The settings that there are, by the metadata on the class path, and those that the documentation shows. */
final class Settings {

    private static final String OURS = "wecom.callback";

    private final Set<String> known = new TreeSet<>();

    Settings() {
        try {
            for (URL metadata : Collections.list(
                    getClass().getClassLoader().getResources("META-INF/spring-configuration-metadata.json"))) {
                try (InputStream in = metadata.openStream()) {
                    JsonNode properties =
                            JsonMapper.shared().readTree(in.readAllBytes()).get("properties");
                    properties.forEach(
                            property -> known.add(property.get("name").stringValue()));
                }
            }
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    /** Our own. */
    Set<String> ours() {
        return known.stream()
                .filter(name -> name.startsWith(OURS + "."))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Whether there is such a setting, be it an entry of a map or a group of settings. */
    boolean knows(String name) {
        String inApps = name.replaceFirst("^wecom\\.callback\\.apps\\.[^.]+\\.", "wecom.callback.");
        return Stream.of(name, inApps)
                .anyMatch(candidate ->
                        known.contains(candidate) || known.stream().anyMatch(one -> one.startsWith(candidate + ".")));
    }

    /** What is wrong with the settings of a block. Ours must all be there and have values that can be read. */
    List<String> problems(CodeBlock block) {
        List<PropertySource<?>> sources = load(block);
        return Stream.concat(bindingProblems(block, sources), unknown(block, sources))
                .toList();
    }

    private static List<PropertySource<?>> load(CodeBlock block) {
        PropertySourceLoader loader = block.language().equals("properties")
                ? new PropertiesPropertySourceLoader()
                : new YamlPropertySourceLoader();
        try {
            return loader.load(block.at(1), new ByteArrayResource(block.text().getBytes(StandardCharsets.UTF_8)));
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    private static Stream<String> bindingProblems(CodeBlock block, List<PropertySource<?>> sources) {
        try {
            new Binder(ConfigurationPropertySources.from(sources))
                    .bind(
                            OURS,
                            Bindable.of(WeComCallbackProperties.class),
                            new NoUnboundElementsBindHandler(BindHandler.DEFAULT));
            return Stream.empty();
        } catch (RuntimeException ex) {
            Throwable cause = ex;
            while (cause.getCause() != null) {
                cause = cause.getCause();
            }
            return Stream.of(block.at(1) + " " + ex.getMessage() + ": " + cause.getMessage());
        }
    }

    private Stream<String> unknown(CodeBlock block, List<PropertySource<?>> sources) {
        return sources.stream()
                .flatMap(source -> Stream.of(((EnumerablePropertySource<?>) source).getPropertyNames()))
                .filter(name -> !name.startsWith(OURS))
                .filter(name -> !knows(name) && !isInMap(name))
                .map(name -> block.at(1) + " no such setting: " + name);
    }

    /** Maps are listed by their name only. */
    private boolean isInMap(String name) {
        int dot = name.lastIndexOf('.');
        return dot > 0 && (known.contains(name.substring(0, dot)) || isInMap(name.substring(0, dot)));
    }
}
