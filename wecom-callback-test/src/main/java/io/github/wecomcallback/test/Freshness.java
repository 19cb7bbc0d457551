// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.test;

import io.github.wecomcallback.message.Payload;
import io.github.wecomcallback.message.UnreadablePayloadException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Makes a payload one that was never sent before: a new id, and now as its time. Where there is no id, two payloads are
 * told apart by their time, so no second is given twice: of many in one second the later ones come from the near future.
 */
final class Freshness {

    /** What is no older may have been made by the test itself, for now. */
    private static final Duration RECENT = Duration.ofMinutes(1);

    private static final Pattern SECONDS = Pattern.compile("\\d{10}");
    private static final Pattern WRITTEN_OUT = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\S+");

    /** An element or a member, before its value. */
    private static final String FIELD = "(?:<(\\w+)>\\s*(?:<!\\[CDATA\\[)?\\s*|\"(\\w+)\"\\s*:\\s*\"?)";

    private static final ZoneOffset ZONE = ZoneOffset.ofHours(8);
    private static final AtomicLong IDS = new AtomicLong(System.currentTimeMillis() * 1_000);
    private static final AtomicLong TIMES = new AtomicLong();
    private static final SentTimes SENT = new SentTimes(RECENT);

    private Freshness() {}

    /** Renews what is unique to the payload, but for the fields that the test has set. */
    static String renew(String plaintext, Set<String> kept) {
        Payload payload = Payload.of(plaintext);
        Header header = Header.of(payload);
        FieldEditor editor = FieldEditor.of(plaintext);
        boolean identified = !header.id().isEmpty() && payload.has(header.id());
        header.unique().filter(payload::has).filter(path -> !isKept(path, kept)).forEach(path -> {
            String present = String.valueOf(payload.get(path));
            if (path.equals(header.id())) {
                editor.set(path, present.replaceFirst("\\d*$", Long.toString(IDS.incrementAndGet())));
            } else if (isTime(present)) {
                editor.set(path, like(present, identified ? Instant.now() : nextSecond()));
            }
        });
        return editor.text();
    }

    /**
     * The plaintext as it stands, but with a time of now where it was made more than a minute ago: it would be taken for a
     * replay. What the test has set stays. Sent again within a minute it has the same time, and so is a redelivery.
     */
    static String present(String plaintext, Set<String> kept) {
        Payload payload = read(plaintext);
        if (payload == null || !isOld(payload)) {
            return plaintext;
        }
        return Header.of(payload)
                .time(payload)
                .filter(path -> !isKept(path, kept))
                .map(path -> dated(plaintext, path, String.valueOf(payload.get(path)), SENT.of(plaintext)))
                .orElse(plaintext);
    }

    private static @Nullable Payload read(String plaintext) {
        try {
            return Payload.of(plaintext);
        } catch (UnreadablePayloadException ex) {
            return null; // which is what the test is about
        }
    }

    private static boolean isOld(Payload payload) {
        Instant created = payload.createTime();
        return created != null && created.isBefore(Instant.now().minus(RECENT));
    }

    /** Changes the text itself: to write a tree anew would change more. */
    private static String dated(String plaintext, String path, String old, Instant time) {
        if (!isTime(old)) {
            return plaintext;
        }
        String name = path.substring(path.lastIndexOf('.') + 1);
        Matcher field = Pattern.compile(FIELD + Pattern.quote(old)).matcher(plaintext);
        while (field.find()) {
            if (PathStep.isSimilar(field.group(1) == null ? field.group(2) : field.group(1), name)) {
                return plaintext.substring(0, field.end() - old.length())
                        + like(old, time)
                        + plaintext.substring(field.end());
            }
        }
        return plaintext;
    }

    private static boolean isTime(String value) {
        return SECONDS.matcher(value).matches() || WRITTEN_OUT.matcher(value).matches();
    }

    /** Payments have their time written out. */
    private static String like(String old, Instant time) {
        return SECONDS.matcher(old).matches()
                ? Long.toString(time.getEpochSecond())
                : DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(
                        time.truncatedTo(ChronoUnit.SECONDS).atOffset(ZONE));
    }

    private static boolean isKept(String path, Set<String> kept) {
        return kept.stream().anyMatch(other -> PathStep.isSimilar(other, path));
    }

    private static Instant nextSecond() {
        long now = Instant.now().getEpochSecond();
        return Instant.ofEpochSecond(TIMES.updateAndGet(last -> Math.max(last + 1, now)));
    }
}
