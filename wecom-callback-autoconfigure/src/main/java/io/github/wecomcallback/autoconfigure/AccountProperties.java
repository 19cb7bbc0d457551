// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.autoconfigure;

import io.github.wecomcallback.account.Account;
import io.github.wecomcallback.account.AccountKind;
import lombok.Getter;
import lombok.Setter;
import org.jspecify.annotations.Nullable;
import org.springframework.util.StringUtils;

/** Configuration of one account. */
@Getter
@Setter
public class AccountProperties {

    /** What the account is to WeCom. */
    private AccountKind kind = AccountKind.APP;

    /** Corp id (企业ID) of the corp that owns the app. */
    private @Nullable String corpId;

    /** Token of the callback URL, as the admin console shows it. */
    private @Nullable String token;

    /** EncodingAESKey of the callback URL, as the admin console shows it: 43 letters and digits. */
    private @Nullable String aesKey;

    boolean isUsed() {
        return StringUtils.hasText(corpId) || StringUtils.hasText(token) || StringUtils.hasText(aesKey);
    }

    Account.Builder toAccount(String name) {
        return Account.builder()
                .name(name)
                .kind(kind)
                .corpId(corpId)
                .token(token)
                .aesKey(aesKey);
    }
}
