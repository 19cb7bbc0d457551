// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.test.simulator;

import io.github.wecomcallback.account.AccountKind;
import io.github.wecomcallback.test.BotAnswer;
import io.github.wecomcallback.test.BotClient;
import io.github.wecomcallback.test.FakeWeCom;
import io.github.wecomcallback.test.SentMessage;
import io.github.wecomcallback.test.simulator.LoadCommand.TimeConverter;
import java.io.PrintWriter;
import java.time.Duration;
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
        name = "ask",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Asks an AI bot (智能机器人) and prints its answer as it grows.",
            "",
            "As WeCom does, it asks again and again how the answer goes on, until it is finished. A part that WeCom would not"
                    + " take ends it with the exit code 1. A bot that replies nothing at once may still answer at the"
                    + " response_url of the question, which is on this machine: for that the application needs"
                    + " wecom.callback.bot.allow-private-addresses=true."
        },
        footerHeading = "%nExamples:%n%n",
        footer = {
            "  wecom ask --config src/main/resources/application.yml --account bot 帮我总结本周工作",
            "  wecom ask --url http://localhost:8080/wecom/callback/bot --every 1s --for 30s hello"
        })
final class AskCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private Target target;

    @Parameters(paramLabel = "QUESTION", description = "What is asked.")
    private String question;

    @Option(
            names = "--from",
            paramLabel = "USER",
            defaultValue = "li.wei",
            description = "Who asks. Default: ${DEFAULT-VALUE}.")
    private String from;

    @Option(
            names = "--every",
            paramLabel = "TIME",
            defaultValue = "500ms",
            converter = TimeConverter.class,
            description = "The time between two polls. Default: ${DEFAULT-VALUE}.")
    private Duration interval;

    @Option(
            names = "--for",
            paramLabel = "TIME",
            defaultValue = "6m",
            converter = TimeConverter.class,
            description = "How long the answer may take. Default: ${DEFAULT-VALUE}.")
    private Duration time;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        try (FakeWeCom wecom = FakeWeCom.start()) {
            BotClient client = client().every(interval).atMost(time).respondingTo(wecom);
            GrowingText text = new GrowingText(out);
            BotAnswer answer = client.watchedBy(text::show).ask(from, question);
            text.end();
            return print(answer, wecom) ? 0 : 1;
        } catch (AssertionError ex) {
            out.println();
            out.println(ex.getMessage());
            return 1;
        }
    }

    private BotClient client() {
        try {
            return new BotClient(target.tester(AccountKind.BOT));
        } catch (IllegalStateException ex) {
            throw new ParameterException(spec.commandLine(), String.valueOf(ex.getMessage()));
        }
    }

    private boolean print(BotAnswer answer, FakeWeCom wecom) {
        PrintWriter out = spec.commandLine().getOut();
        if (answer.card() != null) {
            out.println("card: " + answer.card());
        }
        if (!answer.pictures().isEmpty()) {
            out.println("pictures: " + answer.pictures().size());
        }
        boolean silent = answer.streamId() == null && answer.card() == null;
        if (silent) {
            out.println("no reply; waiting for one at the response_url");
        }
        List<SentMessage> active = silent ? wecom.awaitSent(1, time) : wecom.sent();
        active.forEach(message ->
                out.println("active " + message.type() + ": " + message.body().path(message.type())));
        if (!silent) {
            out.println((answer.finished() ? "finished" : "not finished") + " after " + answer.polls() + " polls"
                    + (answer.failedPolls() == 0 ? "" : ", of which failed " + answer.failedPolls()));
        }
        return answer.finished() || silent && !active.isEmpty();
    }
}
