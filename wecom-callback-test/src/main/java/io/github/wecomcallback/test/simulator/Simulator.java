// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.test.simulator;

import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * Sends callbacks to an application that runs, as WeCom would: signed, encrypted, with five seconds of patience, and
 * again when they are not acknowledged.
 *
 * <pre>{@code
 * java -jar wecom-callback-test-simulator.jar send change_contact.create_user --set UserID=u1 \
 *     --config src/main/resources/application.yml
 * }</pre>
 */
@Command(
        name = "wecom",
        mixinStandardHelpOptions = true,
        version = "WeCom callback simulator",
        description = {
            "Plays WeCom (企业微信) to an application that runs: verifies its callback URL, and sends it messages and events,"
                    + " signed and encrypted. What is not answered 200 within 5 seconds is delivered again, three times at"
                    + " most. Replies are checked, decrypted and printed."
        },
        subcommands = {
            VerifyCommand.class,
            SendCommand.class,
            ListCommand.class,
            ReplayCommand.class,
            LoadCommand.class,
            ConverseCommand.class,
            AskCommand.class,
            CommandLine.HelpCommand.class
        },
        synopsisSubcommandLabel = "COMMAND",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:all was answered",
            "1:something was not acknowledged or answered, or the URL not verified",
            "2:wrong usage"
        },
        footerHeading = "%nTo begin with, in the folder of your application"
                + " ('wecom' stands for 'java -jar wecom-callback-test-VERSION-simulator.jar'):%n%n",
        footer = {
            "  wecom verify --config src/main/resources/application.yml",
            "  wecom send --config src/main/resources/application.yml --text hello",
            "  wecom list contact",
            "  wecom send --config src/main/resources/application.yml change_contact.create_user --set UserID=u1",
            "",
            "Or with the values that the admin console shows, best from the environment (WECOM_TOKEN, WECOM_AES_KEY,"
                    + " WECOM_CORP_ID, WECOM_URL):",
            "",
            "  wecom send --url http://localhost:8080/wecom/callback --token … --aes-key … --corp-id ww… --text hi",
            "",
            "'wecom help COMMAND' tells more."
        })
public final class Simulator implements Runnable {

    @Spec
    private CommandSpec spec;

    Simulator() {}

    /** Runs the command and exits with its code. */
    public static void main(String[] args) {
        System.exit(run(new PrintWriter(System.out, true), new PrintWriter(System.err, true), args));
    }

    /** Runs the command and returns its code: 0 answered, 1 not acknowledged or answered, 2 wrong usage. */
    static int run(PrintWriter out, PrintWriter err, String... args) {
        return new CommandLine(new Simulator())
                .setOut(out)
                .setErr(err)
                .setUsageHelpWidth(110)
                .setUsageHelpAutoWidth(true)
                .execute(args);
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Say which command.");
    }
}
