// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.support;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.regex.Pattern;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;

/**
 * The time at which a test begins. All samples are of 1 January 2026; when they are sent they are of this time, and the same
 * however often a test sends them: it is the time that tells some events from each other.
 */
public final class PresentTime implements TestExecutionListener {

    private static final String NAMES = "CreateTime|TimeStamp|create_time|createtime|send_time|timestamp";
    private static final String BEGIN = "((?:<(?:" + NAMES + ")>(?:<!\\[CDATA\\[)?|\"(?:" + NAMES + ")\"\\s*:\\s*\"?))";
    private static final Pattern SECONDS = Pattern.compile(BEGIN + "1767\\d{6}\\b");
    private static final Pattern WRITTEN_OUT = Pattern.compile(BEGIN + "2026-01-01T[\\d:+]+");

    private static volatile Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);

    @Override
    public void executionStarted(TestIdentifier started) {
        if (started.isTest()) {
            now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        }
    }

    public static Instant now() {
        return now;
    }

    /** The sample as it is sent now. */
    public static String of(String plaintext) {
        String seconds = SECONDS.matcher(plaintext).replaceAll("$1" + now.getEpochSecond());
        OffsetDateTime writtenOut = now.atOffset(ZoneOffset.ofHours(8));
        return WRITTEN_OUT.matcher(seconds).replaceAll("$1" + writtenOut);
    }
}
