// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.sample.docs;

import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An application around the snippets of the documentation: what they call and take for granted. Never runs. */
@SuppressWarnings("unused")
public final class Surroundings {

    public static final Logger log = LoggerFactory.getLogger(Surroundings.class);
    public static Crm crm;
    public static Orders orders;
    public static Corps corps;

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
    }

    /** Encrypts with keys that are kept elsewhere. */
    public interface KeyService {
        byte[] encrypt(byte[] plaintext);

        byte[] decrypt(byte[] ciphertext);
    }
}
