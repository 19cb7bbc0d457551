// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.autoconfigure;

import io.github.wecomcallback.account.Account;
import io.github.wecomcallback.account.AccountRepository;
import io.github.wecomcallback.account.InvalidAccountException;
import java.util.ArrayList;
import java.util.List;
import lombok.RequiredArgsConstructor;
import org.springframework.boot.diagnostics.FailureAnalyzedException;

/** Makes accounts out of properties. A mistake stops the start and names the property, not its value. */
@RequiredArgsConstructor
final class AccountAssembly {

    /** The name of what it makes. */
    static final String BEAN = "weComAccountRepository";

    private static final String SHORT_FORM = "wecom.callback.";
    private static final String APPS = "wecom.callback.apps.";

    private final WeComCallbackProperties properties;

    AccountRepository repository() {
        List<Account> accounts = new ArrayList<>();
        if (properties.isUsed()) {
            accounts.add(account(SHORT_FORM, Account.DEFAULT_NAME, properties));
        }
        properties.getApps().forEach((name, app) -> accounts.add(account(APPS + name + ".", name, app)));
        if (accounts.isEmpty()) {
            throw new FailureAnalyzedException(
                    "No WeCom account is configured.",
                    "Set wecom.callback.corp-id, wecom.callback.token and wecom.callback.aes-key to what the admin console"
                            + " shows, or define an AccountRepository bean, or switch off with"
                            + " wecom.callback.enabled=false.");
        }
        if (properties.isUsed() && properties.getApps().containsKey(Account.DEFAULT_NAME)) {
            throw new FailureAnalyzedException(
                    "The account 'default' is configured twice: by wecom.callback.corp-id, token and aes-key, and by"
                            + " wecom.callback.apps.default.",
                    "Remove one of the two, or give the second another name.");
        }
        return AccountRepository.of(accounts);
    }

    private static Account account(String prefix, String name, AccountProperties values) {
        try {
            return values.toAccount(name).build();
        } catch (InvalidAccountException ex) {
            if (ex.getProperty().equals("name")) {
                throw AccountNames.invalid(name, ex);
            }
            String property = prefix + ex.getProperty();
            throw new FailureAnalyzedException(
                    "The property " + property + " " + ex.getProblem() + ".",
                    "Set " + property + " to what the admin console shows.");
        }
    }
}
