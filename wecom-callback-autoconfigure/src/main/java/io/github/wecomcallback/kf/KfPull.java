// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.kf;

import io.github.wecomcallback.account.Account;
import io.github.wecomcallback.account.AccountLookup;
import io.github.wecomcallback.api.WeComApiException;
import io.github.wecomcallback.exchange.MessageHandling;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BooleanSupplier;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;
import org.jspecify.annotations.Nullable;

/**
 * Pulls one door until there is no more: page by page, and the cursor is written when a page was handled. What goes wrong
 * leaves the cursor where it is, and the pull is tried again later.
 */
@Slf4j
@RequiredArgsConstructor
final class KfPull {

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final int INVALID_PARAMETER = 40058;
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

    /** A page may be empty though there is more; a platform that says so for ever is asked after pauses. */
    private static final int MOST_EMPTY_PAGES = 10;

    private static final int MAX_PROBLEM_LENGTH = 500;

    private final AccountLookup accounts;
    private final KfLedger ledger;
    private final KfApi api;
    private final KfItems items;
    private final MessageHandling handling;
    private final KfSender sender;
    private final KfSettings settings;
    private final KfStatistics statistics;

    /**
     * @param turn the door, which is ours
     * @param threads run what is to be done, as long as this node is to go on
     */
    void run(KfTurn turn, KfThreads threads) {
        BooleanSupplier goesOn = () -> threads.isOpen() && !turn.isLost();
        String token = ledger.token(turn);
        try {
            pages(turn, account(turn.door()), token, threads, goesOn);
        } catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            ledger.release(turn);
        } catch (RuntimeException ex) {
            if (goesOn.getAsBoolean()) {
                fail(turn, token, ex);
            } else {
                // Another node has it already, or is to have it now.
                ledger.release(turn);
            }
        }
    }

    private void pages(KfTurn turn, Account account, @Nullable String token, KfThreads threads, BooleanSupplier goesOn)
            throws InterruptedException {
        String cursor = turn.taken().cursor();
        Instant since = Instant.ofEpochMilli(turn.taken().since());
        int emptyPages = 0;
        while (goesOn.getAsBoolean()) {
            KfPage page = api.sync(account, turn.door().openKfId(), cursor, token, settings.voiceFormat());
            statistics.pulled();
            handle(turn, items.of(account, page.items(), since), threads, goesOn);
            String next = page.nextCursor().isEmpty() ? cursor : page.nextCursor();
            if (page.hasMore() && Objects.equals(next, cursor)) {
                throw new PullBrokenOffException("The platform says there is more, but gives no new cursor");
            }
            boolean isEmpty = page.items().isEmpty() && page.hasMore();
            if (next != null && !(isEmpty ? ledger.pass(turn, next) : ledger.advance(turn, next))) {
                return;
            }
            cursor = next;
            if (!page.hasMore()) {
                ledger.finish(turn);
                return;
            }
            emptyPages = isEmpty ? emptyPages + 1 : 0;
            if (emptyPages == MOST_EMPTY_PAGES) {
                throw new PullBrokenOffException("The platform says there is more, but page after page is empty");
            }
        }
        ledger.release(turn);
    }

    private void handle(KfTurn turn, List<KfItem> messages, KfThreads threads, BooleanSupplier goesOn)
            throws InterruptedException {
        PageProgress page = PageProgress.of(messages, turn.pageDone());
        turn.at(page);
        PageRun run = new PageRun(page, goesOn);
        run.run(
                turn.failures(),
                customer -> new CustomerRun(
                                page,
                                customer,
                                handling,
                                settings,
                                statistics,
                                run::goesOn,
                                time -> sender.troubleSince(turn.door(), time),
                                threads)
                        .begin());
    }

    /** Whether it is known that there is no such account: that it cannot be looked up is no proof. */
    boolean isAccountGone(KfDoor door) {
        try {
            return accounts.find(door.account()) == null;
        } catch (RuntimeException ex) {
            return false;
        }
    }

    private Account account(KfDoor door) {
        Account account = accounts.find(door.account());
        if (account == null) {
            throw new PullBrokenOffException("There is no account '" + door.account() + "' any more");
        }
        return account;
    }

    /** @param token of the bell, with which it was pulled, or null */
    private void fail(KfTurn turn, @Nullable String token, RuntimeException error) {
        statistics.pullFailed();
        int failures = turn.failures();
        Duration pause = pauseAfter(failures);
        String problem = describe(error);
        if (failures == 0) {
            log.warn("The pull of {} broke off and is tried again: {}", turn.door(), problem, unexpected(error));
        } else {
            log.debug("The pull of {} broke off for the {}. time", turn.door(), failures + 1, error);
        }
        if (token == null && isCursorToBlame(turn, error)) {
            log.warn("The platform does not take the cursor of {}; it is pulled anew without", turn.door());
            ledger.forgetCursor(turn);
        }
        ledger.fail(turn, problem, isTokenToBlame(error) ? token : null, pause);
    }

    /** A parameter is wrong, and of those that change only the cursor is left when the bell's token was not sent. */
    private static boolean isCursorToBlame(KfTurn turn, RuntimeException error) {
        return error instanceof WeComApiException api
                && api.getErrCode() == INVALID_PARAMETER
                && turn.taken().cursor() != null;
    }

    /** An answer that would be the same next time may be due to the bell's token, which can be done without. */
    private static boolean isTokenToBlame(RuntimeException error) {
        return error instanceof WeComApiException api && !api.isTemporary();
    }

    /** What the platform says may be of any length, and stores have room for some of it. */
    private static String describe(RuntimeException error) {
        String problem = error instanceof WeComApiException || error instanceof PullBrokenOffException
                ? String.valueOf(error.getMessage())
                : error.getClass().getSimpleName();
        return problem.substring(0, Math.min(problem.length(), MAX_PROBLEM_LENGTH));
    }

    /** What is expected to happen now and then is said in a sentence. */
    private static @Nullable RuntimeException unexpected(RuntimeException error) {
        return error instanceof WeComApiException || error instanceof PullBrokenOffException ? null : error;
    }

    /** Twice as long each time, and not for all doors at once. */
    private static Duration pauseAfter(int failures) {
        double grown = FIRST_PAUSE.toMillis() * Math.pow(2, Math.min(failures, 10));
        double bounded = Math.min(grown, LONGEST_PAUSE.toMillis());
        return Duration.ofMillis(
                (long) (bounded * (0.8 + 0.4 * ThreadLocalRandom.current().nextDouble())));
    }
}
