// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.test;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;

/** Access tokens: whoever asks again gets the same one, as long as it is valid. */
@RequiredArgsConstructor
final class FakeTokens implements FakeHandler {

    private static final int WRONG_SECRET = 40001;
    private static final int NO_CORP_ID = 41002;
    private static final int NO_SECRET = 41004;
    private static final int NO_TOKEN = 41001;
    private static final int WRONG_TOKEN = 40014;
    private static final int EXPIRED_TOKEN = 42001;

    private final PlatformRules rules;
    private final Map<Credentials, Boolean> known = new ConcurrentHashMap<>();
    private final Map<Credentials, AccessToken> current = new ConcurrentHashMap<>();

    /** All that were given and not revoked; the expired ones stay, since they are answered otherwise than wrong ones. */
    private final Map<String, AccessToken> given = new ConcurrentHashMap<>();

    void know(String corpId, String secret) {
        known.put(new Credentials(corpId, secret), true);
    }

    void revoke() {
        current.clear();
        given.clear();
    }

    @Override
    public FakeAnswer answer(FakeCall call) {
        Credentials credentials = credentials(call);
        AccessToken token = current.compute(credentials, (key, present) -> valid(present) ? present : give());
        long seconds = Duration.between(rules.clock().now(), token.end())
                .plusMillis(999)
                .toSeconds();
        return FakeAnswer.json("{\"errcode\":0,\"errmsg\":\"ok\",\"access_token\":\"" + token.text()
                + "\",\"expires_in\":" + Math.max(0, seconds) + "}");
    }

    private Credentials credentials(FakeCall call) {
        Credentials credentials = new Credentials(call.query("corpid"), call.query("corpsecret"));
        if (credentials.corpId().isEmpty()) {
            throw new ApiException(NO_CORP_ID, "corpid missing");
        }
        if (credentials.secret().isEmpty()) {
            throw new ApiException(NO_SECRET, "corpsecret missing");
        }
        if (!known.isEmpty() && !known.containsKey(credentials)) {
            throw new ApiException(WRONG_SECRET, "invalid credential");
        }
        return credentials;
    }

    private boolean valid(@Nullable AccessToken token) {
        return token != null && rules.clock().now().isBefore(token.end());
    }

    private AccessToken give() {
        String text = UUID.randomUUID().toString().replace("-", "") + "_fakeAccessToken";
        AccessToken token = new AccessToken(text, rules.clock().now().plus(rules.tokensLast()));
        given.put(text, token);
        return token;
    }

    /** Lets a call pass only with a token that is valid. */
    FakeHandler guard(FakeHandler handler) {
        return call -> {
            check(call.query("access_token"));
            return handler.answer(call);
        };
    }

    private void check(String text) {
        if (text.isEmpty()) {
            throw new ApiException(NO_TOKEN, "access_token missing");
        }
        AccessToken token = given.get(text);
        if (token == null) {
            throw new ApiException(WRONG_TOKEN, "invalid access_token");
        }
        if (!valid(token)) {
            throw new ApiException(EXPIRED_TOKEN, "access_token expired");
        }
    }

    private record Credentials(String corpId, String secret) {}

    private record AccessToken(String text, Instant end) {}
}
