// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.exchange;

import lombok.AccessLevel;
import lombok.Getter;
import lombok.RequiredArgsConstructor;
import lombok.experimental.Accessors;

/** Why a request was not let in. The caller learns no more than the status; the reason goes to log and health. */
@Getter
@Accessors(fluent = true)
@RequiredArgsConstructor(access = AccessLevel.PRIVATE)
public enum Refusal {
    /** A parameter is missing, or the body is no envelope with one cipher text. */
    MALFORMED(400, false),
    /** The body is larger than allowed. */
    TOO_LARGE(413, false),
    /** The body did not come within the time in which the platform wants an answer. */
    TOO_SLOW(408, false),
    /** There is no account of that name. */
    UNKNOWN_ACCOUNT(404, false),
    /** The signature is not the one that token and cipher text give. */
    BAD_SIGNATURE(403, false),
    /** Signed, but at a time too far from now: replayed, or one of the two clocks is wrong. */
    STALE(403, true),
    /** Signed lately, but by what it says made long ago: replayed with its time and nonce cut anew, or delivered too late. */
    OUTDATED(403, true),
    /** Signed, but not encrypted with the account's key. */
    UNDECRYPTABLE(403, true),
    /** Signed and encrypted, but for somebody else. */
    WRONG_RECEIVER(403, true),
    /** Signed and encrypted, but no XML or JSON that can be read. */
    UNREADABLE(400, true);

    /** The HTTP status of the answer. */
    private final int status;

    /** Whether the sender knows the token, so that a mistake in the configuration is likelier than an attack. */
    private final boolean signed;
}
