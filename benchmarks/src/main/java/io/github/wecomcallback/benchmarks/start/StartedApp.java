// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.benchmarks.start;

import io.github.wecomcallback.benchmarks.process.AppProcess;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * One start of an application from its own jar.
 *
 * @param millis from the start of the process until it was ready, as Boot says
 * @param residentMegabytes what the operating system counts then
 * @param heapMegabytes what is alive on the heap then
 * @param classes how many classes are loaded then
 */
record StartedApp(double millis, double residentMegabytes, double heapMegabytes, double classes) {

    private static final Pattern READY = Pattern.compile("Started \\w+ in .* \\(process running for ([0-9.]+)\\)");
    private static final double MEGABYTE = 1024 * 1024;

    static StartedApp of(Path jar) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(AppProcess.java(), "-Xmx256m", "-jar", jar.toString(), "--server.port=0")
                .redirectErrorStream(true)
                .start();
        try (BufferedReader output = process.inputReader()) {
            double millis = ready(output);
            // What is done in the background after that is part of the memory.
            Thread.sleep(1_000);
            double resident = resident(process.pid());
            List<String> histogram = jcmd(process.pid(), "GC.class_histogram");
            String[] total = histogram.get(histogram.size() - 1).strip().split(" +");
            return new StartedApp(millis, resident, Long.parseLong(total[2]) / MEGABYTE, classes(process.pid()));
        } finally {
            process.destroy();
            process.waitFor();
        }
    }

    private static double ready(BufferedReader output) throws IOException {
        StringBuilder said = new StringBuilder();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            Matcher matcher = READY.matcher(line);
            if (matcher.find()) {
                return Double.parseDouble(matcher.group(1)) * 1_000;
            }
            said.append(line).append('\n');
        }
        throw new IllegalStateException("The application did not start:\n" + said);
    }

    /** NaN where there is no {@code /proc}. */
    private static double resident(long pid) throws IOException {
        Path status = Path.of("/proc/" + pid + "/status");
        if (!Files.exists(status)) {
            return Double.NaN;
        }
        try (Stream<String> lines = Files.lines(status)) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                    .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")) / 1024)
                    .findFirst()
                    .orElse(Double.NaN);
        }
    }

    private static double classes(long pid) throws IOException, InterruptedException {
        return jcmd(pid, "PerfCounter.print").stream()
                .filter(line ->
                        line.startsWith("java.cls.loadedClasses=") || line.startsWith("java.cls.sharedLoadedClasses="))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.indexOf('=') + 1)))
                .sum();
    }

    private static List<String> jcmd(long pid, String command) throws IOException, InterruptedException {
        String jcmd = System.getProperty("java.home") + "/bin/jcmd";
        Process process = new ProcessBuilder(jcmd, Long.toString(pid), command)
                .redirectErrorStream(true)
                .start();
        try (BufferedReader output = process.inputReader()) {
            List<String> lines = output.lines().toList();
            if (process.waitFor() != 0) {
                throw new IllegalStateException(String.join("\n", lines));
            }
            return lines;
        }
    }
}
