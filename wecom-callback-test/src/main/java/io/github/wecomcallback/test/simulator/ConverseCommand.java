// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.test.simulator;

import io.github.wecomcallback.test.FakeWeCom;
import io.github.wecomcallback.test.WeComCallbackTester;
import io.github.wecomcallback.test.simulator.LoadCommand.TimeConverter;
import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "converse",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Plays a customer of customer service (微信客服) and prints what the application sends.",
            "",
            "It serves WeCom's API at a port of this machine, adds the texts to the list that the application pulls, and rings"
                    + " the doorbell for each. The application needs wecom.callback.api.base-url=http://127.0.0.1:9099; any"
                    + " secret will do."
        },
        footerHeading = "%nExamples:%n%n",
        footer = {
            "  wecom converse 快递多久到? 谢谢",
            "  wecom converse                                    # type, line by line",
            "  wecom converse --enter --expect-replies 2 hello   # in CI: a welcome and an answer"
        })
final class ConverseCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private Target target;

    @Parameters(
            arity = "0..*",
            paramLabel = "TEXT",
            description = "What the customer writes. Default: what is typed, line by line.")
    private List<String> texts = List.of();

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "9099",
            description = "Where WeCom's API is served. Default: ${DEFAULT-VALUE}.")
    private int port;

    @Option(
            names = "--open-kfid",
            paramLabel = "ID",
            defaultValue = "wkSimulator",
            description = "The customer-service account. Default: ${DEFAULT-VALUE}.")
    private String openKfId;

    @Option(
            names = "--customer",
            paramLabel = "ID",
            defaultValue = "wmSimulator",
            description = "The customer. Default: ${DEFAULT-VALUE}.")
    private String customer;

    @Option(names = "--enter", description = "The customer opens the session first, and may be welcomed.")
    private boolean enter;

    @Option(
            names = "--expect-replies",
            paramLabel = "N",
            description = "How many replies there must be in all. Default: one for each text.")
    private @Nullable Integer expected;

    @Option(
            names = "--wait",
            paramLabel = "TIME",
            defaultValue = "10s",
            converter = TimeConverter.class,
            description = "How long to wait for a reply. Default: ${DEFAULT-VALUE}.")
    private Duration patience;

    @Override
    public Integer call() throws IOException {
        WeComCallbackTester tester = target.tester();
        try (FakeWeCom wecom = start()) {
            PrintWriter out = spec.commandLine().getOut();
            out.println("WeCom's API is at " + wecom.baseUrl());
            Conversation conversation = new Conversation(wecom, openKfId, customer, tester, patience, out);
            if (enter) {
                conversation.enter();
            }
            if (texts.isEmpty()) {
                readLines(conversation);
            } else {
                texts.forEach(conversation::say);
            }
            return conversation.end(expected) ? 0 : 1;
        }
    }

    private FakeWeCom start() {
        try {
            // The application may have kept the cursor of another run.
            return FakeWeCom.start(port).takesAnyCursor();
        } catch (UncheckedIOException | IllegalArgumentException ex) {
            throw new ParameterException(spec.commandLine(), "--port: " + ex.getMessage());
        }
    }

    /** A terminal has an encoding of its own; what is piped is UTF-8. */
    private static void readLines(Conversation conversation) throws IOException {
        @Nullable Console console = System.console();
        BufferedReader lines = new BufferedReader(
                console != null ? console.reader() : new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (!line.isBlank()) {
                conversation.say(line);
            }
        }
    }
}
