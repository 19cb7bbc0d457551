// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.benchmarks.peer;

import io.github.wecomcallback.handler.HandlerDispatcher;
import io.github.wecomcallback.handler.HandlerScanner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.util.FileSystemUtils;

/**
 * As many handlers as wanted, of which one receives texts. The others ask for events, events with a key, changes and
 * message types, as handlers of large applications do.
 */
public final class GeneratedHandlers {

    private static final String TEXT = """
              @OnText public String text(UserMessage.Text text) { return text.content(); }
            """;

    private GeneratedHandlers() {}

    /** Compiles them and has them found as those of an application are. */
    public static void into(HandlerDispatcher dispatcher, int count) {
        Class<?> type = compiled(source(count));
        DefaultListableBeanFactory beans = new DefaultListableBeanFactory();
        beans.registerBeanDefinition("handlers", new RootBeanDefinition(type));
        new HandlerScanner(beans, List.of(), dispatcher, null).afterSingletonsInstantiated();
        if (dispatcher.handlerCount() != count) {
            throw new IllegalStateException(dispatcher.handlerCount() + " handlers instead of " + count);
        }
    }

    private static String source(int count) {
        StringBuilder source = new StringBuilder("""
                import io.github.wecomcallback.annotation.*;
                import io.github.wecomcallback.message.*;
                public class Many {
                """);
        for (int i = 1; i < count; i++) {
            source.append("  ")
                    .append(annotation(i))
                    .append(" public void other")
                    .append(i)
                    .append("(WeComMessage message) {}\n");
        }
        return source.append(TEXT).append("}\n").toString();
    }

    private static String annotation(int i) {
        return switch (i % 4) {
            case 0 -> "@WeComEventHandler(event = \"event" + i + "\")";
            case 1 -> "@WeComEventHandler(event = \"click\", eventKey = \"key" + i + "\")";
            case 2 -> "@WeComEventHandler(event = \"change_contact\", changeType = \"change" + i + "\")";
            default -> "@WeComMessageHandler(type = \"type" + i + "\")";
        };
    }

    private static Class<?> compiled(String source) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try {
            Path folder = Files.createTempDirectory("wecom-callback-handlers");
            Path file = Files.writeString(folder.resolve("Many.java"), source);
            String classPath = System.getProperty("java.class.path");
            if (compiler.run(null, null, null, "-proc:none", "-cp", classPath, file.toString()) != 0) {
                throw new IllegalStateException("The handlers do not compile");
            }
            try (URLClassLoader loader =
                    new URLClassLoader(new URL[] {folder.toUri().toURL()}, GeneratedHandlers.class.getClassLoader())) {
                return loader.loadClass("Many");
            } finally {
                FileSystemUtils.deleteRecursively(folder);
            }
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        } catch (ClassNotFoundException ex) {
            throw new IllegalStateException(ex);
        }
    }
}
