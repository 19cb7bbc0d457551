// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.wecomcallback.annotation.WeComMessageHandler;
import io.github.wecomcallback.exchange.Mutations.Mutant;
import io.github.wecomcallback.handler.CallbackContext;
import io.github.wecomcallback.message.Source;
import io.github.wecomcallback.message.WeComMessage;
import io.github.wecomcallback.reply.Reply;
import io.github.wecomcallback.support.Callbacks;
import io.github.wecomcallback.support.LogCapture;
import java.util.EnumSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.slf4j.event.Level;

class FuzzTest {

    private static final int REQUESTS = 120_000;
    private static final long SEED = Long.getLong("fuzz.seed", 1767232861L);

    @RegisterExtension
    private final LogCapture log = LogCapture.at(Level.ERROR);

    private final Reader reader = new Reader();
    private final Callbacks callbacks = Callbacks.to(reader).build();

    @Test
    void whatever_is_sent_is_handled_or_refused_with_an_empty_body() {
        Mutations mutations = new Mutations(SEED);

        for (int i = 0; i < REQUESTS; i++) {
            Mutant mutant = mutations.next();
            int callsBefore = reader.calls;
            CallbackResponse response = post(mutant, i);
            if (response.status() != 200) {
                assertThat(response.status()).as(() -> describe(mutant)).isBetween(400, 499);
                assertThat(response.body()).as(() -> describe(mutant)).isEmpty();
                assertThat(reader.calls).as(() -> describe(mutant)).isEqualTo(callsBefore);
            }
        }

        assertThat(callbacks.statistics().count(Outcome.Status.COMPLETED)).isGreaterThan(REQUESTS / 20);
        assertThat(EnumSet.complementOf(
                        EnumSet.of(Refusal.TOO_LARGE, Refusal.TOO_SLOW, Refusal.UNKNOWN_ACCOUNT, Refusal.STALE)))
                .as("every reason to refuse comes up often")
                .allSatisfy(reason ->
                        assertThat(callbacks.statistics().count(reason)).isGreaterThan(REQUESTS / 1_000));
        assertThat(log.text()).isEmpty();
    }

    private CallbackResponse post(Mutant mutant, int number) {
        try {
            return callbacks.post(mutant.query(), mutant.body());
        } catch (RuntimeException | Error ex) {
            throw new AssertionError("request " + number + ": " + describe(mutant), ex);
        }
    }

    private static String describe(Mutant mutant) {
        return "seed " + SEED + ", " + mutant;
    }

    /** Looks at everything there is, and gives back what came. */
    private static final class Reader {

        private int calls;

        @WeComMessageHandler(
                source = {
                    Source.APP,
                    Source.BOT,
                    Source.GROUP_BOT,
                    Source.MINI_PROGRAM,
                    Source.KF,
                    Source.DEVICE_CLOUD,
                    Source.DATA_ZONE,
                    Source.EXTERNAL_PAY
                })
        Reply read(WeComMessage message, CallbackContext context) {
            calls++;
            message.createTime();
            return Reply.raw(message.typed() + context.toString() + message.getAll("Content") + message.raw());
        }
    }
}
