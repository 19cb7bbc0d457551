// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.exchange;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;

/**
 * Counts refused requests and says why. A stranger can send as many as he likes, so they are logged at debug; what bears
 * a true signature is more likely a mistake in the configuration, and worth one warning per account and reason.
 */
@Slf4j
@RequiredArgsConstructor
final class RefusalLog {

    private static final int MAX_WARNINGS = 1_000;

    private final Set<String> warned = ConcurrentHashMap.newKeySet();
    private final CallbackStatistics statistics;

    void refused(String account, Refusal refusal) {
        statistics.refused(refusal);
        if (refusal.signed() && warned.size() < MAX_WARNINGS && warned.add(account + refusal)) {
            log.warn(
                    "Refused a request to account '{}' although its signature is right: {}. {} Logged once; further"
                            + " ones at debug.",
                    LogText.printable(account),
                    refusal,
                    advice(refusal));
        } else {
            log.debug("Refused a request to account '{}': {}", LogText.printable(account), refusal);
        }
    }

    private static String advice(Refusal refusal) {
        return switch (refusal) {
            case STALE -> "Is this machine's clock right? The allowed difference is wecom.callback.timestamp-window.";
            case OUTDATED ->
                "Its CreateTime is too long ago: somebody replays an old one, this machine's clock is wrong, or WeCom"
                        + " delivers late. The allowed age is wecom.callback.timestamp-window and a minute more.";
            case UNDECRYPTABLE -> "Is the account's aes-key the one of the admin console?";
            case WRONG_RECEIVER -> "Is the account's id (corp-id for an app) the one that the admin console shows?";
            default -> "";
        };
    }
}
