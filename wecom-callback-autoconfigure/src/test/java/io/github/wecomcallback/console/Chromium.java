// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.console;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A browser without a window, which renders a page once and ends.
 *
 * @param program where it is
 * @param home where it keeps what it wants to keep
 */
record Chromium(Path program, Path home) {

    static final int WIDTH = 1440;
    static final int HEIGHT = 1100;

    /** The one on the path, if there is one. */
    static Optional<Chromium> find(Path home) {
        return Stream.of("chromium", "chromium-browser", "google-chrome")
                .flatMap(name -> Stream.of(System.getenv("PATH").split(File.pathSeparator))
                        .map(folder -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst()
                .map(program -> new Chromium(program, home));
    }

    /** The document as it is once the page has settled. */
    String document(String url) throws IOException, InterruptedException {
        return run("--dump-dom", url);
    }

    /** A picture of it. */
    Path screenshot(String url, Path file) throws IOException, InterruptedException {
        Files.deleteIfExists(file);
        run("--screenshot=" + file, url);
        return file;
    }

    /** Time in the page passes as fast as it has nothing to wait for. */
    private String run(String action, String url) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                program.toString(),
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--disable-background-networking",
                "--no-first-run",
                "--hide-scrollbars",
                "--user-data-dir=" + home,
                "--window-size=" + WIDTH + "," + HEIGHT,
                "--virtual-time-budget=5000",
                action,
                url));
        Path printed = Files.createTempFile(home, "printed", ".txt");
        Process process = new ProcessBuilder(command)
                .redirectOutput(printed.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                throw new IllegalStateException("The browser did not end");
            }
        } finally {
            process.destroyForcibly();
        }
        return Files.readString(printed, StandardCharsets.UTF_8);
    }
}
