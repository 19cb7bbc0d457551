// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.kf;

import io.github.wecomcallback.account.Account;
import io.github.wecomcallback.handler.CallbackContext;
import io.github.wecomcallback.handler.WeComHandler;
import io.github.wecomcallback.message.KfAccount;
import io.github.wecomcallback.reply.Reply;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import lombok.AccessLevel;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;
import org.jspecify.annotations.Nullable;

/** Hears the bell {@code kf_msg_or_event}. It is acknowledged as soon as it is noted down that it rang. Thread-safe. */
@Slf4j
@RequiredArgsConstructor(access = AccessLevel.PACKAGE)
public final class KfBell implements WeComHandler<KfAccount.MessageArrived> {

    private final Set<String> withoutSecret = ConcurrentHashMap.newKeySet();
    private final KfLedger ledger;
    private final KfPuller puller;

    /** Whether accounts need a secret of their own to be pulled. */
    private final boolean needsSecret;

    @Override
    public @Nullable Reply handle(KfAccount.MessageArrived event, CallbackContext context) {
        Account account = context.account();
        if (event.openKfId() == null || needsSecret && account.secret() == null) {
            ignored(account.name());
            return null;
        }
        KfDoor door = new KfDoor(account.name(), event.openKfId());
        Instant rung = event.createTime();
        ledger.ring(door, event.token(), rung == null ? context.receivedAt() : rung);
        puller.wake(door);
        return null;
    }

    private void ignored(String account) {
        if (withoutSecret.add(account)) {
            log.warn(
                    "A customer-service bell rang at account '{}', but nothing is pulled for it: it has no secret, or the"
                            + " bell no open_kfid",
                    account);
        }
    }
}
