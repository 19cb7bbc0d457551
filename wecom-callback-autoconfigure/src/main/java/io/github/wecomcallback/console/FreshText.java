// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.console;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Gives a plaintext the present time, without which it would be refused as a replay, and a new id, so that it is not taken
 * for a redelivery. Works on the text: what
 * somebody typed into a form is to be sent as it stands, whether or not it can be read.
 */
final class FreshText {

    private static final String IDS = "MsgId|msgid|req_id";
    private static final String TIMES = "CreateTime|TimeStamp|create_time|createtime|send_time|timestamp";

    private static final Pattern ID = field(IDS, "([^<\\]\"]*?)\\d+");
    private static final Pattern TIME = field(TIMES, "()\\d{10}");

    /** Payments have theirs written out. */
    private static final Pattern WRITTEN_TIME =
            field("create_time", "()\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(?:\\.\\d+)?(?:Z|[+-]\\d\\d:\\d\\d)");

    private static final ZoneOffset ZONE = ZoneOffset.ofHours(8);
    private static final AtomicLong LAST = new AtomicLong(System.currentTimeMillis() * 1_000);

    private FreshText() {}

    static String of(String plaintext, Instant now) {
        String id = Long.toString(LAST.incrementAndGet());
        return ofNow(replace(ID, plaintext, id), now);
    }

    /** The same message, made now. */
    static String ofNow(String plaintext, Instant now) {
        String written = DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(
                now.truncatedTo(ChronoUnit.SECONDS).atOffset(ZONE));
        return replace(WRITTEN_TIME, replace(TIME, plaintext, Long.toString(now.getEpochSecond())), written);
    }

    /** An element or a member of that name, before and behind its value. */
    private static Pattern field(String names, String value) {
        return Pattern.compile("(<(?:" + names + ")>(?:<!\\[CDATA\\[)?|\"(?:" + names + ")\"\\s*:\\s*\"?)" + value
                + "(?=[<\\]\",\\s}])");
    }

    private static String replace(Pattern pattern, String text, String value) {
        return pattern.matcher(text)
                .replaceAll(found -> Matcher.quoteReplacement(found.group(1) + found.group(2) + value));
    }
}
