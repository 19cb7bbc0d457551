// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.sample.docs;

import com.sun.source.util.JavacTask;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/**
 * Compiles what the documentation shows, in memory and against what an application has on its class path. A snippet may be
 * classes, members or statements. What it takes for granted is in {@link Surroundings}.
 */
final class SnippetCompiler {

    /** All on one line, so that lines of the source are lines of the block. */
    private static final String IMPORTS = String.join(
            " ",
            List.of(
                    "import io.github.wecomcallback.account.*;",
                    "import io.github.wecomcallback.annotation.*;",
                    "import io.github.wecomcallback.bot.*;",
                    "import io.github.wecomcallback.crypto.*;",
                    "import io.github.wecomcallback.delivery.*;",
                    "import io.github.wecomcallback.api.*;",
                    "import io.github.wecomcallback.exchange.*;",
                    "import io.github.wecomcallback.exchange.CallbackErrorHandler.Decision;",
                    "import io.github.wecomcallback.handler.*;",
                    "import io.github.wecomcallback.message.*;",
                    "import io.github.wecomcallback.reply.*;",
                    "import io.github.wecomcallback.test.*;",
                    "import java.lang.annotation.*;",
                    "import java.io.*;",
                    "import java.net.*;",
                    "import java.nio.file.*;",
                    "import java.time.*;",
                    "import java.util.*;",
                    "import java.util.concurrent.*;",
                    "import javax.sql.*;",
                    "import org.junit.jupiter.api.*;",
                    "import org.springframework.beans.factory.annotation.*;",
                    "import org.springframework.boot.autoconfigure.*;",
                    "import org.springframework.boot.jdbc.*;",
                    "import org.springframework.boot.test.context.*;",
                    "import org.springframework.context.annotation.*;",
                    "import org.springframework.core.*;",
                    "import org.springframework.core.annotation.*;",
                    "import org.springframework.stereotype.*;",
                    "import org.springframework.test.context.bean.override.mockito.*;",
                    "import static io.github.wecomcallback.sample.docs.Surroundings.*;",
                    "import static org.assertj.core.api.Assertions.*;",
                    "import static org.mockito.ArgumentMatchers.*;",
                    "import static org.mockito.Mockito.*;"));

    private static final Pattern LEFT_OUT = Pattern.compile("\\{\\s*…\\s*}");
    private static final String NOT_HERE = "{ throw new UnsupportedOperationException(); }";
    private static final Pattern CLASSES =
            Pattern.compile("(?m)^((public|abstract|final|sealed) )*(class|interface|@interface|record|enum) \\w+");

    private final JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();

    /** Compiles the blocks, each by itself, and returns what is wrong with them. */
    List<String> problems(List<CodeBlock> blocks) {
        List<Source> sources = new ArrayList<>();
        for (CodeBlock block : blocks) {
            sources.add(source(block, sources.size()));
        }
        DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
        try {
            task(sources, found).analyze();
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
        return errors(found)
                .map(error -> ((Source) error.getSource()).block.at(error.getLineNumber()) + " "
                        + error.getMessage(Locale.ROOT))
                .toList();
    }

    private Source source(CodeBlock block, int number) {
        String name = "snippet" + number;
        String code = LEFT_OUT.matcher(block.text()).replaceAll(NOT_HERE);
        if (CLASSES.matcher(code).find()) {
            return new Source(block, name, "package " + name + "; " + IMPORTS + " " + code);
        }
        Source members = new Source(block, name, wrapped(name, "", code, ""));
        return isJava(members) ? members : new Source(block, name, wrapped(name, "{ ", code, "}"));
    }

    private static String wrapped(String name, String before, String code, String after) {
        return "package " + name + "; " + IMPORTS + " abstract class Snippet { " + before + code + after + "}";
    }

    private boolean isJava(Source source) {
        DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
        try {
            task(List.of(source), found).parse();
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
        return errors(found).findAny().isEmpty();
    }

    private JavacTask task(List<Source> sources, DiagnosticCollector<JavaFileObject> found) {
        List<String> options =
                List.of("-proc:none", "-implicit:none", "-parameters", "-Xlint:none", "-Xmaxerrs", "1000");
        return (JavacTask) compiler.getTask(null, null, found, options, null, sources);
    }

    private static Stream<Diagnostic<? extends JavaFileObject>> errors(DiagnosticCollector<JavaFileObject> found) {
        return found.getDiagnostics().stream().filter(problem -> problem.getKind() == Diagnostic.Kind.ERROR);
    }

    /** A block as the compiler reads it. */
    private static final class Source extends SimpleJavaFileObject {

        private final CodeBlock block;
        private final String code;

        Source(CodeBlock block, String name, String code) {
            super(URI.create("memory:///" + name + "/Snippet.java"), Kind.SOURCE);
            this.block = block;
            this.code = code;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return code;
        }
    }
}
