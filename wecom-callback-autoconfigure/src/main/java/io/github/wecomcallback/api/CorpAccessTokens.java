// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.api;

import io.github.wecomcallback.account.Account;
import io.github.wecomcallback.crypto.Fingerprint;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import lombok.extern.slf4j.Slf4j;
import org.jspecify.annotations.Nullable;
import org.springframework.web.client.RestClient;
import tools.jackson.databind.JsonNode;

/**
 * Fetches access tokens with the secrets of the accounts. Of all threads one fetches a token, in time before the one before
 * it ends, and none waits for it while that one is good. When the platform gives none, it is not asked again for a moment,
 * however many want to know.
 */
@Slf4j
public final class CorpAccessTokens implements AccessTokenProvider {

    private static final String PATH = "/cgi-bin/gettoken";
    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(3);
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
        Instant now = clock.instant();
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
                current = next;
                failure = null;
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
                    AccessToken token = store.find(key);
                    if (token != null && !token.isDue(clock.instant())) {
                        return token;
                    }
                    if (store.tryLock(key, OTHERS_WAIT)) {
                        return fetchForAll(account, store);
                    }
                } while (pause() && clock.instant().isBefore(giveUp));
            } catch (WeComApiException ex) {
                throw ex;
            } catch (RuntimeException ex) {
                log.warn("Access tokens cannot be shared ({})", ex.getClass().getSimpleName());
            }
            return fetch(account);
        }

        private AccessToken fetchForAll(Account account, AccessTokenStore store) {
            try {
                // Another node may have been done just before it was our turn.
                AccessToken kept = store.find(key);
                if (kept != null && !kept.isDue(clock.instant())) {
                    return kept;
                }
                AccessToken token = fetch(account);
                store.save(key, token);
                return token;
            } finally {
                store.unlock(key);
            }
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

        void drop(String refused) {
            AccessToken token = current;
            if (token != null && token.value().equals(refused)) {
                current = null;
            }
            if (shared != null) {
                forget(shared, refused);
            }
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
