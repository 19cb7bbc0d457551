// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.test;

import io.github.wecomcallback.message.Payload;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;

/**
 * Makes a payload one that was never sent before: a new id, and now as its time. Where there is no id, two payloads are
 * told apart by their time, so no second is given twice: of many in one second the later ones come from the near future.
 */
final class Freshness {

    private static final Pattern SECONDS = Pattern.compile("\\d{10}");
    private static final AtomicLong IDS = new AtomicLong(System.currentTimeMillis() * 1_000);
    private static final AtomicLong TIMES = new AtomicLong();

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
            } else if (SECONDS.matcher(present).matches()) {
                editor.set(path, Long.toString(identified ? now() : nextSecond()));
            }
        });
        return editor.text();
    }

    private static boolean isKept(String path, Set<String> kept) {
        return kept.stream().anyMatch(other -> PathStep.isSimilar(other, path));
    }

    private static long nextSecond() {
        long now = now();
        return TIMES.updateAndGet(last -> Math.max(last + 1, now));
    }

    private static long now() {
        return Instant.now().getEpochSecond();
    }
}
