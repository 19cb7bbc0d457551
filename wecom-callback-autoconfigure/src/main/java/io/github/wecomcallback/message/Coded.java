// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.message;

/**
 * A value out of a list that the platform may lengthen: the constant, and the code as it came.
 *
 * <pre>{@code
 * switch (user.gender().value()) {
 *   case MALE -> …
 *   case UNKNOWN -> log.info("a gender that this version does not know: {}", user.gender().code());
 * }
 * }</pre>
 *
 * @param value the constant, {@code UNKNOWN} for a code that this version does not know
 * @param code the code as it came
 * @param <E> the constants
 */
public record Coded<E extends Enum<E> & WireCode>(E value, String code) {

    /** Whether it is this constant. */
    public boolean is(E constant) {
        return value == constant;
    }
}
