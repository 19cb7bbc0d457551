// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.test.simulator;

import io.github.wecomcallback.test.OutgoingCallback;
import io.github.wecomcallback.test.WeComCallbackTester;
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
        name = "send",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Sends a message or event and prints the decrypted reply.",
        footerHeading = "%nExamples:%n%n",
        footer = {
            "  wecom send --text hello --from li.wei",
            "  wecom send change_contact.create_user --set UserID=u1 --set Department=1,3 --unset Mobile",
            "  wecom send event.click --set EventKey=order_list -v",
            "  wecom send msg.text --tampered --once"
        })
final class SendCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private Target target;

    @Mixin
    private Changes changes;

    @Parameters(arity = "0..1", paramLabel = "SAMPLE", description = "What to send; 'wecom list' shows all there is.")
    private @Nullable String sample;

    @Option(names = "--text", paramLabel = "CONTENT", description = "Sends a text with this content.")
    private @Nullable String text;

    @Option(names = "--tampered", description = "With a wrong signature, to see it refused.")
    private boolean tampered;

    @Option(names = "--once", description = "Does not deliver again what is not acknowledged.")
    private boolean once;

    @Option(
            names = {"-v", "--verbose"},
            description = "Prints what is sent as well.")
    private boolean verbose;

    @Override
    public Integer call() {
        if ((sample == null) == (text == null)) {
            throw new ParameterException(spec.commandLine(), "Say what to send: a SAMPLE, or --text CONTENT.");
        }
        DeliveryPrinter printer = new DeliveryPrinter(spec.commandLine().getOut(), verbose, once ? 1 : Deliveries.MOST);
        return printer.deliver(sample == null ? "text" : sample, callback()) ? 0 : 1;
    }

    private OutgoingCallback callback() {
        try {
            WeComCallbackTester tester = target.tester();
            OutgoingCallback callback =
                    changes.apply(text == null ? tester.sample(String.valueOf(sample)) : tester.text("li.wei", text));
            return tampered ? callback.tampered() : callback;
        } catch (IllegalArgumentException | IllegalStateException ex) {
            throw new ParameterException(spec.commandLine(), String.valueOf(ex.getMessage()));
        }
    }
}
