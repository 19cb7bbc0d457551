// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.hosts;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What an application did in a JVM of its own.
 *
 * @param own what the application itself did and found
 * @param starter what was done with the starter
 * @param output what it printed
 */
record HostRun(String own, String starter, String output) {

    private static final Path TARGET = Path.of("target");
    private static final Path STARTER = Path.of("../wecom-callback-starter/target/class-path.txt");
    private static final long TIMEOUT_SECONDS = 120;

    /** Runs an application without the libraries whose names begin so, and with the starter or without. */
    static HostRun of(String application, List<String> without, boolean starter) throws Exception {
        Path folder = Files.createDirectories(TARGET.resolve("hosts"));
        String name = application + (starter ? "-with" : "-without");
        Path own = folder.resolve(name + "-own.txt");
        Path done = folder.resolve(name + "-starter.txt");
        Path output = folder.resolve(name + "-output.txt");
        Files.deleteIfExists(own);
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:TieredStopAtLevel=1",
                        "-Duser.timezone=UTC",
                        "-cp",
                        classPath(without, starter),
                        "io.github.wecomcallback.hosts.Host",
                        application,
                        own.toString(),
                        done.toString())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new AssertionError(name + " failed: " + Files.readString(output));
            }
        } finally {
            process.destroyForcibly();
        }
        return new HostRun(Files.readString(own), Files.readString(done), Files.readString(output));
    }

    private static String classPath(List<String> without, boolean starter) throws IOException {
        Set<String> jars = new LinkedHashSet<>();
        jars.add(TARGET.resolve("classes").toString());
        jars(TARGET.resolve("class-path.txt"))
                .filter(jar -> without.stream()
                        .noneMatch(
                                library -> Path.of(jar).getFileName().toString().startsWith(library)))
                .forEach(jars::add);
        if (starter) {
            jars(STARTER).forEach(jars::add);
        }
        return jars.stream().collect(Collectors.joining(File.pathSeparator));
    }

    private static Stream<String> jars(Path classPath) throws IOException {
        return Arrays.stream(Files.readString(classPath).strip().split(File.pathSeparator));
    }
}
