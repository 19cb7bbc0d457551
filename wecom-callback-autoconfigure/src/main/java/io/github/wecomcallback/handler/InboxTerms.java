// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.handler;

/**
 * How a handler runs from the inbox.
 *
 * @param ordered whether messages of the same sender are handled one after the other
 * @param retry how often and how soon it is tried again
 */
record InboxTerms(boolean ordered, Retry retry) {}
