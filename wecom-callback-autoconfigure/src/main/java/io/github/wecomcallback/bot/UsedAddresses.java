// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.bot;

import io.github.wecomcallback.crypto.Fingerprint;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import lombok.RequiredArgsConstructor;

/**
 * Addresses that take one message, and were sent it. They are remembered by their fingerprints for as long as they are good;
 * of more than there is room for the oldest are forgotten. Thread-safe.
 */
@RequiredArgsConstructor
final class UsedAddresses {

    private final Duration good;
    private final int maximum;
    private final Map<String, Instant> used = new LinkedHashMap<>();

    /** Whether this is the first use of the address. */
    boolean use(URI address, Instant now) {
        String key = key(address);
        synchronized (used) {
            if (used.putIfAbsent(key, now) != null) {
                return false;
            }
            forget(now.minus(good));
            return true;
        }
    }

    /** What was not taken may be sent again. */
    void release(URI address) {
        String key = key(address);
        synchronized (used) {
            used.remove(key);
        }
    }

    private void forget(Instant over) {
        Iterator<Instant> oldest = used.values().iterator();
        while (oldest.hasNext()) {
            if (!oldest.next().isBefore(over) && used.size() <= maximum) {
                return;
            }
            oldest.remove();
        }
    }

    private static String key(URI address) {
        byte[] text = address.toString().getBytes(StandardCharsets.UTF_8);
        return Fingerprint.of(text, 0, text.length);
    }
}
