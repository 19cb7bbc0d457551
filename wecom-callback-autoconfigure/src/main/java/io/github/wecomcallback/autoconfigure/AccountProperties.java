// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.autoconfigure;

import io.github.wecomcallback.account.Account;
import io.github.wecomcallback.account.AccountKind;
import io.github.wecomcallback.account.MiniProgramMode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
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

    /** Corp id (企业ID) of the corp that owns the app. For the kind app. */
    private @Nullable String corpId;

    /** Suite id of a third-party app. For the kind suite. */
    private @Nullable String suiteId;

    /** Corp id of the service provider. For the kinds provider and device; for suite and app, to verify URLs with. */
    private @Nullable String providerCorpId;

    /** App id of a mini program. For the kind mini-program. */
    private @Nullable String appId;

    /** Token of the callback URL, as the admin console shows it. */
    private @Nullable String token;

    /** EncodingAESKey of the callback URL, as the admin console shows it: 43 letters and digits. */
    private @Nullable String aesKey;

    /** Secret of the app, as the admin console shows it. Only to call WeCom, as to pull customer-service messages. */
    private @Nullable String secret;

    /** Receive ids to accept beside the account's own, such as the corp ids of a suite's customers on its data URL. '*' accepts all. */
    private List<String> furtherReceiveIds = new ArrayList<>();

    /** How a mini program sends its messages. */
    private MiniProgramMode mode = MiniProgramMode.SECURE;

    boolean isUsed() {
        return Stream.of(corpId, suiteId, providerCorpId, appId, token, aesKey).anyMatch(StringUtils::hasText);
    }

    Account.Builder toAccount(String name) {
        return Account.builder()
                .name(name)
                .kind(kind)
                .corpId(corpId)
                .suiteId(suiteId)
                .providerCorpId(providerCorpId)
                .appId(appId)
                .furtherReceiveIds(furtherReceiveIds)
                .mode(mode)
                .token(token)
                .aesKey(aesKey)
                .secret(secret);
    }
}
