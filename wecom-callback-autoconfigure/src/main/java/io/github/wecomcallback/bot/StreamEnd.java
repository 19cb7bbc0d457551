// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.bot;

/** How a streaming reply ended. */
public enum StreamEnd {
    /** The source said all that it had to say. */
    FINISHED,
    /** There was too much of it, in bytes or in time. */
    CUT,
    /** The source failed, said nothing at all, or the application was shut down. */
    FAILED,
    /** The source fell silent. */
    SILENT,
    /** The platform did not ask any more. */
    CANCELLED
}
