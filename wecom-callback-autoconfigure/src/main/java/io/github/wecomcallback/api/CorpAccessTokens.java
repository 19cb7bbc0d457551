// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.api;

import io.github.wecomcallback.account.Account;
import io.github.wecomcallback.crypto.Fingerprint;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import lombok.extern.slf4j.Slf4j;
import org.jspecify.annotations.Nullable;
import org.springframework.web.client.RestClient;
import tools.jackson.databind.JsonNode;

/**
 * Fetches access tokens with the secrets of the accounts. Of all threads one fetches a token, in time before the one before
 * it ends, and none waits for it while that one is good. When the platform gives none, or one after the other that it then
 * refuses, it is not asked again for a moment, however many want to know.
 */
@Slf4j
public final class CorpAccessTokens implements AccessTokenProvider {

    private static final String PATH = "/cgi-bin/gettoken";
    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(3);
    private static final String ALL_REFUSED = "the platform refuses the tokens that it gives";
    private static final Duration OTHERS_WAIT = Duration.ofSeconds(5);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(50);

    private final Map<String, Held> held = new ConcurrentHashMap<>();
    private final ApiHttp http;
    private final @Nullable AccessTokenStore shared;
    private final Clock clock;

    /**
     * @param http knows the base URL, timeouts and proxies
     * @param shared shares tokens with other nodes, or null
     * @param clock tells the time
     */
    public CorpAccessTokens(RestClient http, @Nullable AccessTokenStore shared, Clock clock) {
        this.http = new ApiHttp(http);
        this.shared = shared;
        this.clock = clock;
    }

    @Override
    public String token(Account account) {
        return held(account).token(account);
    }

    @Override
    public void refused(Account account, String token) {
        held(account).drop(token);
    }

    private Held held(Account account) {
        if (account.secret() == null || account.corpId() == null) {
            throw WeComApiException.unanswered(
                    PATH, "the account '" + account.name() + "' has no corp-id and secret to get a token with", null);
        }
        return held.computeIfAbsent(key(account), Held::new);
    }

    /** Of all that the token depends on, so that a new secret is taken up; and of no account's name: one app, one token. */
    private static String key(Account account) {
        byte[] bytes = (account.corpId() + '\n' + account.secret()).getBytes(StandardCharsets.UTF_8);
        return Fingerprint.of(bytes, 0, bytes.length);
    }

    private AccessToken fetch(Account account) {
        // As exact as stores keep it, so that a token is equal to itself when it comes back from there.
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        JsonNode answer = ask(account);
        String token = answer.path("access_token").asString("");
        if (token.isEmpty()) {
            throw WeComApiException.unanswered(PATH, "the answer has no access_token", null);
        }
        return new AccessToken(
                token, now, now.plusSeconds(answer.path("expires_in").asLong(7200)));
    }

    private JsonNode ask(Account account) {
        try {
            return http.get(
                    PATH,
                    "?corpid={corpid}&corpsecret={corpsecret}",
                    Map.of("corpid", String.valueOf(account.corpId()), "corpsecret", String.valueOf(account.secret())));
        } catch (WeComApiException ex) {
            throw ex.beforeCall();
        }
    }

    /** The token of one app. */
    private final class Held {

        private final ReentrantLock fetching = new ReentrantLock();
        private final String key;
        private volatile @Nullable AccessToken current;
        private volatile @Nullable Failure failure;

        /** What the platform refused last. */
        private volatile @Nullable AccessToken refused;

        /** When this node got the current one, from whomever. */
        private Instant takenAt = Instant.MIN;

        /** Whether it took the place of one that was refused. */
        private boolean successor;

        Held(String key) {
            this.key = key;
        }

        String token(Account account) {
            AccessToken token = current;
            Instant now = clock.instant();
            if (token != null && !token.isDue(now)) {
                return token.value();
            }
            boolean good = token != null && !token.isOver(now);
            if (good && !fetching.tryLock()) {
                return token.value();
            }
            if (!good) {
                fetching.lock();
            }
            try {
                return renewed(account).value();
            } finally {
                fetching.unlock();
            }
        }

        private AccessToken renewed(Account account) {
            AccessToken token = current;
            Instant now = clock.instant();
            if (token != null && !token.isDue(now)) {
                return token;
            }
            Failure failed = failure;
            try {
                if (failed != null && now.isBefore(failed.until)) {
                    throw failed.cause;
                }
                AccessToken next = shared == null ? fetch(account) : shared(account, shared);
                take(next);
                return next;
            } catch (WeComApiException ex) {
                if (failed == null || failed.cause != ex) {
                    failure = new Failure(ex, clock.instant().plus(PAUSE_AFTER_FAILURE));
                }
                if (token != null && !token.isOver(now)) {
                    log.debug("No new access token for account '{}' yet; the old one is good", account.name(), ex);
                    return token;
                }
                throw ex;
            }
        }

        /** From the other nodes, or for them. When they take too long, or what they share cannot be had, from the platform. */
        private AccessToken shared(Account account, AccessTokenStore store) {
            try {
                Instant giveUp = clock.instant().plus(OTHERS_WAIT);
                do {
                    AccessToken token = kept(store);
                    if (token != null) {
                        return token;
                    }
                    String owner = UUID.randomUUID().toString();
                    if (store.tryLock(key, owner, OTHERS_WAIT)) {
                        return fetchForAll(account, store, owner);
                    }
                } while (pause() && clock.instant().isBefore(giveUp));
            } catch (WeComApiException ex) {
                throw ex;
            } catch (RuntimeException ex) {
                log.warn("Access tokens cannot be shared ({})", ex.getClass().getSimpleName());
            }
            return fetch(account);
        }

        private AccessToken fetchForAll(Account account, AccessTokenStore store, String owner) {
            try {
                // Another node may have been done just before it was our turn.
                AccessToken kept = kept(store);
                if (kept != null) {
                    return kept;
                }
                AccessToken token = fetch(account);
                store.save(key, token);
                return token;
            } finally {
                store.unlock(key, owner);
            }
        }

        /** What another node has got, unless it is no good: one that was refused here is there until the next is. */
        private @Nullable AccessToken kept(AccessTokenStore store) {
            AccessToken token = store.find(key);
            return token == null || token.isDue(clock.instant()) || token.equals(refused) ? null : token;
        }

        private boolean pause() {
            try {
                Thread.sleep(LOOK_AGAIN.toMillis());
                return true;
            } catch (InterruptedException ex) {
                Thread.currentThread().interrupt();
                return false;
            }
        }

        void drop(String value) {
            if (isToBeForgotten(value) && shared != null) {
                forget(shared, value);
            }
        }

        /**
         * One that was good for a while is replaced at once. When its successor is refused right away, the next will hardly
         * be better; then the other nodes are left to see that for themselves, lest each of them gets another for all.
         */
        private synchronized boolean isToBeForgotten(String value) {
            AccessToken token = current;
            if (token == null || !token.value().equals(value)) {
                // By many threads at once, or long ago.
                return refused == null || !refused.value().equals(value);
            }
            Instant now = clock.instant();
            boolean oneAfterTheOther = successor && now.isBefore(takenAt.plus(PAUSE_AFTER_FAILURE));
            if (oneAfterTheOther) {
                failure = new Failure(
                        WeComApiException.unanswered(PATH, ALL_REFUSED, null), now.plus(PAUSE_AFTER_FAILURE));
            }
            refused = token;
            current = null;
            return !oneAfterTheOther;
        }

        private synchronized void take(AccessToken next) {
            successor = current == null && refused != null;
            takenAt = clock.instant();
            failure = null;
            current = next;
        }

        private void forget(AccessTokenStore store, String refused) {
            try {
                store.remove(key, refused);
            } catch (RuntimeException ex) {
                log.warn("Access tokens cannot be shared ({})", ex.getClass().getSimpleName());
            }
        }
    }

    private record Failure(WeComApiException cause, Instant until) {}
}
