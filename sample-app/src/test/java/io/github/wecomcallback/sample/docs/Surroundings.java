// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.sample.docs;

import io.github.wecomcallback.bot.BotMedia;
import io.github.wecomcallback.bot.BotResponder;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;

/** An application around the snippets of the documentation: what they call and take for granted. Never runs. */
@SuppressWarnings("unused")
public final class Surroundings {

    public static final Logger log = LoggerFactory.getLogger(Surroundings.class);
    public static Crm crm;
    public static Orders orders;
    public static Corps corps;
    public static Assistant assistant;
    public static BotResponder responder;
    public static BotMedia botMedia;

    private Surroundings() {}

    /** Where members and customers are kept. */
    public interface Crm {
        void add(String id, String name);

        void rename(String id, String name);

        void remove(String id);
    }

    /** Where orders are kept. */
    public interface Orders {
        String status(String key);

        void approve(String taskId, String userId);
    }

    /** Where customers' credentials are kept. */
    public interface Corps {
        Optional<Corp> find(String name);
    }

    /** One customer. */
    public record Corp(String corpId, String token, String aesKey) {}

    /** The customer behind an account. */
    public record Tenant(String id) {}

    /** Holds the tokens of all corps. */
    public interface TokenService {

        String tokenOf(String corpId);
    }

    /** Answers questions. */
    public interface Assistant {
        void ask(String streamId, String question);

        String answerSoFar(String streamId);

        boolean isDone(String streamId);

        List<String> linesOf(String question);

        byte[] chart();

        void export(String question, Consumer<String> link);

        Stream<String> describe(byte[] picture);
    }

    /** Spring AI's, as far as it is shown. */
    public interface ChatClient {
        Prompt prompt();

        /** A question on its way. */
        interface Prompt {
            Prompt user(String text);

            Answer stream();
        }

        /** An answer on its way. */
        interface Answer {
            Flux<String> content();
        }
    }

    /** Encrypts with keys that are kept elsewhere. */
    public interface KeyService {
        byte[] encrypt(byte[] plaintext);

        byte[] decrypt(byte[] ciphertext);
    }
}
