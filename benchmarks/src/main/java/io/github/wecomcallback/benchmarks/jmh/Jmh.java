// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.benchmarks.jmh;

import io.github.wecomcallback.benchmarks.Settings;
import java.util.Collection;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Runs benchmarks and looks up their results. */
final class Jmh {

    private static final String HEAP = "3g";
    private static final String ALLOCATED = "gc.alloc.rate.norm";

    private final Collection<RunResult> results;

    private Jmh(Collection<RunResult> results) {
        this.results = results;
    }

    /** Runs a class of benchmarks, each in processes of its own. */
    static Jmh run(Class<?> benchmarks, int threads, Settings settings) {
        ChainedOptionsBuilder options = new OptionsBuilder()
                .include(benchmarks.getName() + "\\.")
                .threads(threads)
                .forks(settings.quick() ? 1 : 2)
                .warmupIterations(settings.quick() ? 3 : 5)
                .warmupTime(TimeValue.seconds(settings.quick() ? 2 : 4))
                .measurementIterations(settings.quick() ? 3 : 5)
                .measurementTime(TimeValue.seconds(settings.quick() ? 1 : 3))
                .addProfiler(GCProfiler.class)
                .jvmArgs("-Xms" + HEAP, "-Xmx" + HEAP, "-XX:+AlwaysPreTouch")
                .shouldFailOnError(true)
                .verbosity(settings.verbose() ? VerboseMode.NORMAL : VerboseMode.SILENT);
        if (settings.sample() != null) {
            options.param("sample", settings.sample());
        }
        try {
            return new Jmh(new Runner(options.build()).run());
        } catch (RunnerException ex) {
            throw new IllegalStateException(ex);
        }
    }

    /** Callbacks per second and their error, or NaN where there is no such benchmark. */
    double[] throughput(String method, String... parameters) {
        for (RunResult result : results) {
            if (isOf(result, method, parameters)) {
                return new double[] {
                    result.getPrimaryResult().getScore(),
                    result.getPrimaryResult().getScoreError()
                };
            }
        }
        return new double[] {Double.NaN, Double.NaN};
    }

    /** Bytes per callback. */
    double allocated(String method, String... parameters) {
        return results.stream()
                .filter(result -> isOf(result, method, parameters))
                .mapToDouble(
                        result -> result.getSecondaryResults().get(ALLOCATED).getScore())
                .findFirst()
                .orElse(Double.NaN);
    }

    /** Nanoseconds per callback on one thread. */
    double nanos(String method, String... parameters) {
        return 1e9 / throughput(method, parameters)[0];
    }

    /** Of name, value, name, value. */
    private static boolean isOf(RunResult result, String method, String... parameters) {
        if (!result.getParams().getBenchmark().endsWith("." + method)) {
            return false;
        }
        for (int i = 0; i < parameters.length; i += 2) {
            if (!parameters[i + 1].equals(result.getParams().getParam(parameters[i]))) {
                return false;
            }
        }
        return true;
    }
}
