// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.test;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/** Makes up what the slice needs and the application does not have: an account, or secrets that are not in its yml. */
final class TestCredentials {

    private static final String SHORT_FORM = "wecom.callback";
    private static final String UNFILLED = "${";

    private static final Map<String, String> VALUES = Map.of(
            "corp-id", "wwtest0123456789ab",
            "suite-id", "wwtest9876543210fe",
            "provider-corp-id", "wwtest5555555555cd",
            "app-id", "wxtest0123456789ab",
            "token", "testToken",
            "aes-key", "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG");

    private TestCredentials() {}

    static void addTo(ConfigurableEnvironment environment) {
        Binder binder = Binder.get(environment);
        Set<String> accounts = new LinkedHashSet<>();
        binder.bind(SHORT_FORM + ".apps", Bindable.mapOf(String.class, Object.class))
                .ifBound(apps -> apps.keySet().forEach(name -> accounts.add(SHORT_FORM + ".apps." + name)));
        boolean shortForm = VALUES.keySet().stream()
                .anyMatch(name -> !text(binder, SHORT_FORM, name).isBlank());
        Map<String, Object> made = new HashMap<>();
        if (shortForm || accounts.isEmpty()) {
            accounts.add(SHORT_FORM);
        }
        if (!shortForm && accounts.contains(SHORT_FORM)) {
            for (String name : new String[] {"corp-id", "token", "aes-key"}) {
                made.put(SHORT_FORM + "." + name, VALUES.get(name));
            }
        }
        for (String account : accounts) {
            VALUES.forEach((name, value) -> fill(made, binder, account, name, value));
            // Only where it is asked for: what is there with a secret is not there without.
            fill(made, binder, account, "secret", "testSecret");
        }
        if (!made.isEmpty()) {
            environment.getPropertySources().addFirst(new MapPropertySource("weComTestCredentials", made));
        }
    }

    private static void fill(Map<String, Object> made, Binder binder, String account, String name, String value) {
        if (text(binder, account, name).contains(UNFILLED)) {
            made.put(account + "." + name, value);
        }
    }

    private static String text(Binder binder, String account, String name) {
        return binder.bind(account + "." + name, String.class).orElse("");
    }
}
