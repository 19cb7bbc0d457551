// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.test.simulator;

import io.github.wecomcallback.test.WeComCallbackTester;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "replay",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Sends what a file holds.",
            "",
            "That is one plaintext, XML or JSON, or one in each line. A line may also name a sample:",
            "",
            "  {\"sample\": \"change_contact.create_user\", \"set\": {\"UserID\": \"u1\"}}",
            "",
            "Plaintexts are sent as they are, but with the present time, without which they would be refused as too old. Those"
                    + " that have an id are redeliveries when they are replayed within ten minutes, and not handled anew."
        })
final class ReplayCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private Target target;

    @Parameters(paramLabel = "FILE", description = "The file.")
    private Path file;

    @Option(
            names = {"-v", "--verbose"},
            description = "Prints what is sent as well.")
    private boolean verbose;

    @Override
    public Integer call() {
        WeComCallbackTester tester = target.tester();
        List<Recording> recordings = recordings();
        DeliveryPrinter printer = new DeliveryPrinter(spec.commandLine().getOut(), verbose, Deliveries.MOST);
        long failed = 0;
        for (Recording recording : recordings) {
            failed += printer.deliver(recording.name(), recording.callback(tester)) ? 0 : 1;
        }
        spec.commandLine().getOut().println(recordings.size() + " sent, " + failed + " never acknowledged");
        return failed == 0 ? 0 : 1;
    }

    private List<Recording> recordings() {
        try {
            return Recording.readAll(Files.readString(file));
        } catch (IOException ex) {
            throw new ParameterException(spec.commandLine(), "The file " + file + " cannot be read as UTF-8.");
        } catch (IllegalArgumentException ex) {
            throw new ParameterException(spec.commandLine(), String.valueOf(ex.getMessage()));
        }
    }
}
