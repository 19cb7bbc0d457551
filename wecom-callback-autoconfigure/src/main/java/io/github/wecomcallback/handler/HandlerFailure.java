// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.handler;

/**
 * A handler that failed.
 *
 * @param handler its name: bean and method
 * @param cause what it threw
 */
public record HandlerFailure(String handler, Throwable cause) {}
