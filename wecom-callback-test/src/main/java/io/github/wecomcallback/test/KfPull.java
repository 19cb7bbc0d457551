// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.test;

import java.util.function.Function;
import lombok.RequiredArgsConstructor;
import tools.jackson.databind.node.ObjectNode;

/** {@code kf/sync_msg}: a page of what customers of one account wrote. */
@RequiredArgsConstructor
final class KfPull implements FakeHandler {

    private static final int MOST = 1_000;

    private final Function<String, FakeKf> accounts;

    @Override
    public FakeAnswer answer(FakeCall call) {
        ObjectNode body = call.json();
        FakeKf kf = accounts.apply(FakeCall.required(body, "open_kfid"));
        kf.pullBegins(call);
        kf.checkToken(FakeCall.text(body, "token"));
        checkVoiceFormat(body);
        return FakeAnswer.json(kf.page(FakeCall.text(body, "cursor"), limit(body)));
    }

    private static void checkVoiceFormat(ObjectNode body) {
        int format = body.path("voice_format").asInt(0);
        if (format != 0 && format != 1) {
            throw ApiException.invalid("voice_format is neither 0 nor 1");
        }
    }

    private static int limit(ObjectNode body) {
        int limit = body.path("limit").asInt(0);
        if (limit < 0 || limit > MOST) {
            throw ApiException.invalid("limit is more than 1000 or less than 0");
        }
        return limit == 0 ? MOST : limit;
    }
}
