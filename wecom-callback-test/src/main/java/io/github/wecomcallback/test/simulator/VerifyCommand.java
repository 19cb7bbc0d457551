// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.test.simulator;

import io.github.wecomcallback.test.UrlVerification;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Verifies the callback URL, as the admin console does when it is saved.")
final class VerifyCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private Target target;

    @Override
    public Integer call() {
        UrlVerification verification = target.tester().verifyUrl();
        PrintWriter out = spec.commandLine().getOut();
        if (verification.isVerified()) {
            out.println("verified: the admin console would accept the URL");
            return 0;
        }
        String answer = verification.status() == 0 ? verification.body() : "the answer was " + verification.status();
        String hint = verification.status() == 200
                ? "The body must be the decrypted echo and nothing else."
                : Hints.of(verification.status());
        out.println("not verified: " + answer + ". " + hint);
        return 1;
    }
}
