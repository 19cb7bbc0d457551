// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.bot;

/**
 * What tells a stream from all others.
 *
 * @param account the name of the account
 * @param id the id that the platform asks for
 */
record StreamKey(String account, String id) {}
