// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.test.simulator;

import io.github.wecomcallback.test.Sample;
import io.github.wecomcallback.test.Samples;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        description = "Lists what can be sent: id, kind of account, title.",
        footerHeading = "%nExamples:%n%n",
        footer = {"  wecom list contact create", "  wecom list 审批", "  wecom list -v change_contact.create_user"})
final class ListCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Parameters(arity = "0..*", paramLabel = "WORD", description = "Only those that have all these words.")
    private List<String> words = List.of();

    @Option(
            names = {"-v", "--verbose"},
            description = "Shows the payloads as well.")
    private boolean verbose;

    @Override
    public Integer call() {
        List<Sample> found = Samples.all().stream().filter(this::matches).toList();
        for (Sample sample : found) {
            String kind = Target.KindConverter.word(sample.accountKind());
            spec.commandLine().getOut().printf("%-58s %-13s %s%n", sample.id(), kind, sample.title());
            if (verbose) {
                spec.commandLine().getOut().println("  " + sample.summary());
                spec.commandLine().getOut().println(sample.plaintext().indent(2));
            }
        }
        if (found.isEmpty()) {
            spec.commandLine().getErr().println("Nothing has these words.");
        }
        return found.isEmpty() ? 1 : 0;
    }

    private boolean matches(Sample sample) {
        String text = String.join(
                        " ",
                        sample.id(),
                        Target.KindConverter.word(sample.accountKind()),
                        sample.title(),
                        sample.summary())
                .toLowerCase(Locale.ROOT);
        return words.stream().allMatch(word -> text.contains(word.toLowerCase(Locale.ROOT)));
    }
}
