// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.message;

/** A constant that the platform writes as a number or word. Its enum has a constant {@code UNKNOWN}. */
public interface WireCode {

    /** How the platform writes it. */
    String code();
}
