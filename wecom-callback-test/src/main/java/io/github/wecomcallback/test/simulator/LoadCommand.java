// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.test.simulator;

import io.github.wecomcallback.test.OutgoingCallback;
import io.github.wecomcallback.test.WeComCallbackTester;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

@Command(
        name = "load",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Sends messages at a steady rate, and tells how long the answers took.",
            "",
            "A message is sent when it is due, whether or not those before are answered. Its time is taken from then until it"
                    + " is acknowledged.",
            "What is not acknowledged is delivered again, as by 'send'; the exit code is 1 if a message never was."
        },
        footerHeading = "%nExamples:%n%n",
        footer = {
            "  wecom load --rate 200 --for 60s",
            "  wecom load --rate 50 --for 2m msg.text change_contact.create_user event.click"
        })
final class LoadCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private Target target;

    @Mixin
    private Changes changes;

    @Parameters(
            arity = "0..*",
            paramLabel = "SAMPLE",
            description =
                    "What to send, in turns. Default: msg.text. An event that has no id is told from others by its"
                            + " time, so at more than one in a second their times run ahead of the clock.")
    private List<String> samples = List.of("msg.text");

    @Option(
            names = "--rate",
            paramLabel = "N",
            defaultValue = "50",
            description = "Messages in a second. Default: ${DEFAULT-VALUE}.")
    private int rate;

    @Option(
            names = "--for",
            paramLabel = "TIME",
            defaultValue = "10s",
            converter = TimeConverter.class,
            description = "How long, such as 30s or 5m. Default: ${DEFAULT-VALUE}.")
    private Duration time;

    @Option(
            names = "--warm-up",
            paramLabel = "TIME",
            defaultValue = "2s",
            converter = TimeConverter.class,
            description = "How long before that, without being counted. Default: ${DEFAULT-VALUE}.")
    private Duration warmUp;

    @Override
    public Integer call() throws InterruptedException {
        if (rate < 1 || rate > 100_000) {
            throw new ParameterException(spec.commandLine(), "--rate must be from 1 to 100000.");
        }
        List<OutgoingCallback> callbacks = callbacks();
        PrintWriter out = spec.commandLine().getOut();
        if (!warmUp.isZero()) {
            out.println("warming up for " + warmUp.toSeconds() + " s");
            new Load(callbacks, rate, warmUp).run(tally -> {});
        }
        LoadTally tally = new Load(callbacks, rate, time).run(soFar -> {
            out.print("\r" + soFar.line());
            out.flush();
        });
        out.println("\r" + tally.line());
        out.print(tally.summary());
        out.flush();
        return tally.neverAcknowledged() == 0 ? 0 : 1;
    }

    private List<OutgoingCallback> callbacks() {
        WeComCallbackTester tester = target.tester();
        try {
            return samples.stream().map(tester::sample).map(changes::apply).toList();
        } catch (IllegalArgumentException | IllegalStateException ex) {
            throw new ParameterException(spec.commandLine(), String.valueOf(ex.getMessage()));
        }
    }

    /** Takes times as Spring's properties do: {@code 500ms}, {@code 30s}, {@code 5m}. */
    static final class TimeConverter implements ITypeConverter<Duration> {

        private static final Pattern TIME = Pattern.compile("(\\d{1,7})(ms|s|m)");

        @Override
        public Duration convert(String value) {
            Matcher matcher = TIME.matcher(value);
            if (!matcher.matches()) {
                throw new TypeConversionException("must be a time such as 500ms, 30s or 5m");
            }
            long number = Long.parseLong(matcher.group(1));
            return switch (matcher.group(2)) {
                case "ms" -> Duration.ofMillis(number);
                case "m" -> Duration.ofMinutes(number);
                default -> Duration.ofSeconds(number);
            };
        }
    }
}
