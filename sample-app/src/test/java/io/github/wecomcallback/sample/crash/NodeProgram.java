// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.sample.crash;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What nodes run: {@link CrashNode} on the test's class path.
 *
 * <p>A first process starts and ends to leave an archive of the classes it loaded: nodes then start a third sooner, and
 * two of them are up for longer. The JVM archives classes of jars only, so directories are packed.
 */
final class NodeProgram {

    private final Path directory;
    private final Class<?> handlers;
    private final List<String> arguments;
    private final Path archive;
    private final String classPath;

    NodeProgram(Path directory, Class<?> handlers, List<String> arguments) throws IOException, InterruptedException {
        this.directory = directory;
        this.handlers = handlers;
        this.arguments = arguments;
        this.archive = directory.resolve("classes.jsa");
        this.classPath = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(Path::of)
                .filter(Files::exists)
                .map(this::packed)
                .collect(Collectors.joining(File.pathSeparator));
        archiveClasses();
    }

    Node start(int incarnation, int port) throws IOException {
        Path output = output(incarnation);
        Process process = process(incarnation, port, output, "-XX:SharedArchiveFile=" + archive);
        return new Node(incarnation, port, output, process);
    }

    private void archiveClasses() throws IOException, InterruptedException {
        Path output = output(0);
        Process process = process(
                0, Ports.free(), output, "-XX:ArchiveClassesAtExit=" + archive, "-Dspring.context.exit=onRefresh");
        try {
            if (!process.waitFor(1, TimeUnit.MINUTES) || process.exitValue() != 0) {
                throw new IllegalStateException("No node can be started; see " + output);
            }
        } finally {
            process.destroyForcibly();
        }
    }

    private Process process(int incarnation, int port, Path output, String... options) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx192m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
        command.addAll(List.of(options));
        command.addAll(List.of("-cp", classPath, CrashNode.class.getName(), handlers.getName()));
        command.addAll(
                List.of("--server.address=127.0.0.1", "--server.port=" + port, "--crash.incarnation=" + incarnation));
        command.addAll(arguments);
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
    }

    private Path output(int incarnation) {
        return directory.resolve("node-" + incarnation + ".log");
    }

    private String packed(Path entry) {
        if (!Files.isDirectory(entry)) {
            return entry.toString();
        }
        Path jar = directory.resolve("classes-" + Integer.toHexString(entry.hashCode()) + ".jar");
        int status = ToolProvider.findFirst("jar")
                .orElseThrow()
                .run(System.out, System.err, "--create", "--file", jar.toString(), "-C", entry.toString(), ".");
        if (status != 0) {
            throw new IllegalStateException("Cannot pack " + entry);
        }
        return jar.toString();
    }
}
