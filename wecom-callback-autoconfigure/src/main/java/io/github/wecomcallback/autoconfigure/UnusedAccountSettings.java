// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.autoconfigure;

import io.github.wecomcallback.account.AccountRepository;
import io.github.wecomcallback.api.AccessTokenProvider;
import io.github.wecomcallback.api.WeComApi;
import io.github.wecomcallback.kf.KfPuller;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;
import org.springframework.beans.factory.BeanFactoryUtils;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.util.StringUtils;

/** Says at start what is set for accounts and used by none. Not a mistake that nothing works with, but hardly meant so. */
@Slf4j
@RequiredArgsConstructor
final class UnusedAccountSettings implements SmartInitializingSingleton {

    private static final String PREFIX = WeComCallbackProperties.PREFIX + ".";

    private final ConfigurableListableBeanFactory beans;
    private final WeComCallbackProperties properties;

    /** When it is known who has asked for what. */
    @Override
    public void afterSingletonsInstantiated() {
        String[] repositories = names(AccountRepository.class);
        if (!Arrays.asList(repositories).contains(AccountAssembly.BEAN)) {
            sayThatAccountsComeFrom(String.join(", ", repositories));
            return;
        }
        if (hasSecret(properties) && !properties.isUsed()) {
            log.warn(
                    "{}secret is used by no account: it is that of the account 'default', which is not set up, since {}"
                            + "corp-id, token and aes-key are missing. Set that of another account at {}apps.<name>.secret",
                    PREFIX,
                    PREFIX,
                    PREFIX);
        }
        List<String> secrets = secrets();
        if (!secrets.isEmpty()
                && !has(KfPuller.class)
                && !isMade(WeComApi.class)
                && !isMade(AccessTokenProvider.class)) {
            log.info(
                    "{} is used by nothing so far: customer-service messages are not pulled, since {}kf.enabled=false, and"
                            + " no bean has asked for WeComApi. Leave it out, unless one does later",
                    String.join(", ", secrets),
                    PREFIX);
        }
    }

    private void sayThatAccountsComeFrom(String repositories) {
        List<String> unused = new ArrayList<>();
        if (properties.isUsed()) {
            unused.add(PREFIX + "corp-id, token and the like");
        }
        if (hasSecret(properties)) {
            unused.add(PREFIX + "secret");
        }
        properties.getApps().keySet().forEach(name -> unused.add(PREFIX + "apps." + name));
        if (!unused.isEmpty()) {
            log.warn(
                    "{} is used by no account: accounts come from the AccountRepository bean '{}' alone. Remove one of the two",
                    String.join(", ", unused),
                    repositories);
        }
    }

    /** Those of accounts that there are. */
    private List<String> secrets() {
        List<String> secrets = new ArrayList<>();
        if (properties.isUsed() && hasSecret(properties)) {
            secrets.add(PREFIX + "secret");
        }
        properties.getApps().forEach((name, app) -> {
            if (hasSecret(app)) {
                secrets.add(PREFIX + "apps." + name + ".secret");
            }
        });
        return secrets;
    }

    private static boolean hasSecret(AccountProperties account) {
        return StringUtils.hasText(account.getSecret());
    }

    private boolean has(Class<?> type) {
        return names(type).length > 0;
    }

    /** What calls the platform is made when somebody asks for it. */
    private boolean isMade(Class<?> type) {
        return Arrays.stream(names(type))
                .anyMatch(name -> beans.containsSingleton(name) || !beans.containsLocalBean(name));
    }

    private String[] names(Class<?> type) {
        return BeanFactoryUtils.beanNamesForTypeIncludingAncestors(beans, type, true, false);
    }
}
