// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.benchmarks.process;

import io.github.wecomcallback.benchmarks.process.Control.Usage;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** An application in a process of its own, with as much memory as it needs and no more. */
public final class AppProcess implements AutoCloseable {

    private final HttpClient http = HttpClient.newHttpClient();
    private final Process process;
    private final int port;

    private AppProcess(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /** Starts an application of the benchmarks and waits until it is ready. */
    public static AppProcess start(Class<?> main, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(
                List.of(java(), "-Xms1g", "-Xmx1g", "-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(List.of(
                "--server.port=0",
                "--spring.main.banner-mode=off",
                // Tomcat would hang up after each hundred requests, and connecting is not what is measured.
                "--server.tomcat.max-keep-alive-requests=-1"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        BufferedReader output = process.inputReader();
        StringBuilder said = new StringBuilder();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.startsWith(Control.READY)) {
                pass(output);
                return new AppProcess(process, Integer.parseInt(line.substring(Control.READY.length())));
            }
            said.append(line).append('\n');
        }
        throw new IllegalStateException("The application did not start:\n" + said);
    }

    /** The command that this runs with itself. */
    public static String java() {
        return System.getProperty("java.home") + "/bin/java";
    }

    private static void pass(BufferedReader output) {
        Thread thread = new Thread(() -> output.lines().forEach(System.err::println), "output of the application");
        thread.setDaemon(true);
        thread.start();
    }

    /** Where it listens. */
    public int port() {
        return port;
    }

    /** What it has used up so far. */
    public Usage usage() throws IOException, InterruptedException {
        return Usage.parse(get(Control.PATH));
    }

    /** What it answers. */
    public String get(String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                .build();
        return http.send(request, BodyHandlers.ofString()).body();
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException ex) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
