// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.api;

import io.github.wecomcallback.account.Account;

/**
 * Provides the access tokens that calls to the platform need. A bean of this type takes the place of the one that asks the
 * platform itself, for instance where a central service holds the tokens of a corp.
 *
 * <pre>{@code
 * @Bean
 * AccessTokenProvider tokens(TokenService service) {
 *   return account -> service.tokenOf(account.corpId());
 * }
 * }</pre>
 */
@FunctionalInterface
public interface AccessTokenProvider {

    /**
     * A token that is good at the moment.
     *
     * @throws WeComApiException when the platform gives none
     */
    String token(Account account);

    /**
     * The platform refused a token. The call is made once more, with what {@link #token} returns next; when that is
     * refused as well, this is called again and the call fails.
     *
     * @param token the token that was refused, which need not be the latest any more
     */
    default void refused(Account account, String token) {}
}
