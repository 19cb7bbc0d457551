// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.autoconfigure;

import io.github.wecomcallback.console.AddressRange;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.springframework.boot.diagnostics.FailureAnalyzedException;

/** Refuses settings that cannot work, before anything is made of them. */
final class SettingsCheck {

    private static final Pattern PATH = Pattern.compile("(/[A-Za-z0-9._~-]+)+");
    private static final Pattern BASE_URL = Pattern.compile("https?://[^/?#\\s]+(/[^?#\\s]*[^/?#\\s])?");
    private static final Duration MIN_REMEMBER = Duration.ofSeconds(30);
    private static final Duration MIN_INBOX_LEASE = Duration.ofSeconds(4);
    private static final Duration MIN_LEASE = Duration.ofSeconds(1);
    private static final Duration MAX_STREAM = Duration.ofMinutes(6);
    private static final Duration MIN_POLL_TIMEOUT = Duration.ofSeconds(5);
    private static final int MAX_TEXT_BYTES = 2_048;
    private static final long MIN_GUARD_BYTES = 1024 * 1024;
    private static final long MAX_BODY_SIZE = 64L * 1024 * 1024;

    private SettingsCheck() {}

    static void check(WeComCallbackProperties properties) {
        require(
                PATH.matcher(properties.getPath()).matches(),
                "path",
                "must begin with '/', must not end with it, and consist of letters, digits, '-', '_', '.' and '~'",
                "for instance wecom.callback.path=/wecom/callback");
        positive(properties.getReplyTimeout(), "reply-timeout");
        // Shorter, it would forget a message that is on its way, and a redelivery would start another run.
        require(
                properties.getGuard().getRemember().compareTo(MIN_REMEMBER) >= 0,
                "guard.remember",
                "must be at least " + MIN_REMEMBER.toSeconds() + "s, since WeCom delivers again within some 20 seconds",
                "for instance 10m");
        require(
                properties.getGuard().getLease().compareTo(MIN_LEASE) >= 0,
                "guard.lease",
                "must be at least " + MIN_LEASE.toSeconds()
                        + "s, or a node would lose its messages while it is at work",
                "for instance 5s");
        notNegative(
                properties.getTimestampWindow(), "timestamp-window", "for instance 5m, or 0 to let any time through");
        // A request is good for as long before its time as after it.
        require(
                properties
                                .getTimestampWindow()
                                .compareTo(properties.getGuard().getRemember().dividedBy(2))
                        <= 0,
                "timestamp-window",
                "must be at most half of wecom.callback.guard.remember, or a request that somebody recorded would be handled"
                        + " once more when the message is forgotten",
                "for instance to 5m, or set wecom.callback.guard.remember to twice as much");
        notNegative(properties.getLookup().getKeep(), "lookup.keep", "for instance 1m, or 0 to ask on every callback");
        atLeastOne(properties.getLookup().getMaxAccounts(), "lookup.max-accounts");
        long maxBodySize = properties.getMaxBodySize().toBytes();
        require(
                maxBodySize > 0 && maxBodySize <= MAX_BODY_SIZE,
                "max-body-size",
                "must be between 1B and 64MB",
                "for instance 256KB");
        atLeastOne(properties.getGuard().getMaxMessages(), "guard.max-messages");
        // Less, and a busy node would have forgotten a message by the time that it is delivered again.
        require(
                properties.getGuard().maxBytes() >= MIN_GUARD_BYTES,
                "guard.max-bytes",
                "must be at least 1MB, in which some 10,000 messages without a reply have room",
                "for instance 32MB, or leave it out for a sixteenth of the heap");
        atLeastOne(properties.getHandlers().getThreads(), "handlers.threads");
        atLeastOne(properties.getHandlers().getCapacity(), "handlers.capacity");
        handlerTimeout(properties.getHandlers().getTimeout(), "handlers.timeout");
        console(properties);
        inbox(properties.getInbox());
        api(properties.getApi());
        kf(properties.getKf());
        positive(properties.getBot().getMediaTimeout(), "bot.media-timeout");
        stream(properties.getBot().getStream());
    }

    private static void stream(WeComCallbackProperties.Stream stream) {
        atLeastOne(stream.getMaxOpen(), "bot.stream.max-open");
        require(
                isPositive(stream.getMaxDuration()) && stream.getMaxDuration().compareTo(MAX_STREAM) <= 0,
                "bot.stream.max-duration",
                "must be more than 0 and at most 6m, since WeCom does not ask any longer",
                "for instance 350s");
        positive(stream.getSilence(), "bot.stream.silence");
        require(
                stream.getPollTimeout().compareTo(MIN_POLL_TIMEOUT) >= 0,
                "bot.stream.poll-timeout",
                "must be at least " + MIN_POLL_TIMEOUT.toSeconds() + "s, or a poll that is late would end a stream",
                "for instance 30s");
        shortText(stream.getCutTail(), "bot.stream.cut-tail");
        for (String name : List.of("bot.stream.failure-text", "bot.stream.busy-text")) {
            String text = name.endsWith("busy-text") ? stream.getBusyText() : stream.getFailureText();
            shortText(text, name);
            require(!text.isBlank(), name, "must not be blank, or people would wait for an answer", "or leave it out");
        }
    }

    private static void shortText(String text, String property) {
        require(
                text.getBytes(StandardCharsets.UTF_8).length <= MAX_TEXT_BYTES,
                property,
                "must have at most " + MAX_TEXT_BYTES + " bytes, to leave room for the reply",
                "a sentence or less");
    }

    private static void console(WeComCallbackProperties properties) {
        WeComCallbackProperties.Console console = properties.getConsole();
        atLeastOne(console.getMaxCallbacks(), "console.max-callbacks");
        String path = console.getPath() + "/";
        String callbacks = properties.getPath() + "/";
        require(
                PATH.matcher(console.getPath()).matches() && !path.startsWith(callbacks) && !callbacks.startsWith(path),
                "console.path",
                "must be a path like wecom.callback.path, and neither of the two may be below the other",
                "for instance /wecom/console");
        try {
            console.getAllowedAddresses().forEach(AddressRange::of);
        } catch (IllegalArgumentException ex) {
            throw invalid(
                    "console.allowed-addresses",
                    "must hold IP addresses and ranges of them: " + ex.getMessage(),
                    "for instance 10.0.0.0/8");
        }
    }

    private static void inbox(WeComCallbackProperties.Inbox inbox) {
        atLeastOne(inbox.getThreads(), "inbox.threads");
        positive(inbox.getPollInterval(), "inbox.poll-interval");
        require(
                inbox.getLease().compareTo(MIN_INBOX_LEASE) >= 0,
                "inbox.lease",
                "must be at least " + MIN_INBOX_LEASE.toSeconds() + "s: a busy node would be taken for dead",
                "for instance 20s");
        require(
                inbox.getKeepHandled().compareTo(MIN_REMEMBER) >= 0,
                "inbox.keep-handled",
                "must be at least " + MIN_REMEMBER.toSeconds() + "s, since WeCom delivers again within some 20 seconds",
                "for instance 1d");
        positive(inbox.getKeepDead(), "inbox.keep-dead");
        handlerTimeout(inbox.getHandlerTimeout(), "inbox.handler-timeout");
        try {
            inbox.getRetry().toRetry();
        } catch (IllegalArgumentException ex) {
            throw invalid(
                    "inbox.retry",
                    "cannot work: its " + ex.getMessage(),
                    "for instance attempts=12, delay=5s, multiplier=2, max-delay=1h");
        }
    }

    private static void api(WeComCallbackProperties.Api api) {
        require(
                BASE_URL.matcher(api.getBaseUrl()).matches(),
                "api.base-url",
                "must be a URL that begins with http:// or https:// and does not end with '/'",
                "for instance https://qyapi.weixin.qq.com");
        positive(api.getConnectTimeout(), "api.connect-timeout");
        positive(api.getReadTimeout(), "api.read-timeout");
    }

    private static void kf(WeComCallbackProperties.Kf kf) {
        require(
                kf.getLease().compareTo(MIN_INBOX_LEASE) >= 0,
                "kf.lease",
                "must be at least " + MIN_INBOX_LEASE.toSeconds() + "s: a busy node would be taken for dead",
                "for instance 20s");
        positive(kf.getPollInterval(), "kf.poll-interval");
        atLeastOne(kf.getPulls(), "kf.pulls");
        atLeastOne(kf.getThreads(), "kf.threads");
        positive(kf.getHandlerTimeout(), "kf.handler-timeout");
        try {
            kf.getRetry().toRetry();
        } catch (IllegalArgumentException ex) {
            throw invalid(
                    "kf.retry",
                    "cannot work: its " + ex.getMessage(),
                    "for instance attempts=3, delay=1s, multiplier=3, max-delay=1m");
        }
    }

    private static void handlerTimeout(Duration timeout, String property) {
        require(
                isPositive(timeout),
                property,
                "must be more than 0: a handler that never ends would hold its thread for ever",
                "for instance 10m, or 1d for handlers that take very long");
    }

    private static void positive(Duration duration, String property) {
        require(isPositive(duration), property, "must be more than 0", "for instance 4500ms");
    }

    private static boolean isPositive(Duration duration) {
        return !duration.isZero() && !duration.isNegative();
    }

    private static void notNegative(Duration duration, String property, String hint) {
        require(!duration.isNegative(), property, "must not be negative", hint);
    }

    private static void atLeastOne(int number, String property) {
        require(number >= 1, property, "must be at least 1", "or leave it out");
    }

    private static void require(boolean holds, String property, String problem, String hint) {
        if (!holds) {
            throw invalid(property, problem, hint);
        }
    }

    private static FailureAnalyzedException invalid(String property, String problem, String hint) {
        return new FailureAnalyzedException(
                "The property wecom.callback." + property + " " + problem + ".",
                "Change wecom.callback." + property + ": " + hint + ".");
    }
}
