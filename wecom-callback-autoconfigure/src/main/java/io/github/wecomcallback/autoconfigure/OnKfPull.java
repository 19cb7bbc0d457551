// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.autoconfigure;

import java.util.Map;
import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.util.StringUtils;

/** Where customer-service messages are to be pulled: where it is said so, else where an account has a secret. */
final class OnKfPull extends SpringBootCondition {

    private static final String ENABLED = "wecom.callback.kf.enabled";

    @Override
    public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
        Environment environment = context.getEnvironment();
        ConditionMessage.Builder message = ConditionMessage.forCondition("WeCom customer service");
        Boolean enabled = environment.getProperty(ENABLED, Boolean.class);
        if (enabled != null) {
            return new ConditionOutcome(enabled, message.because(ENABLED + " is " + enabled));
        }
        return hasSecret(environment)
                ? ConditionOutcome.match(message.because("an account has a secret"))
                : ConditionOutcome.noMatch(message.because("no account has a secret"));
    }

    private static boolean hasSecret(Environment environment) {
        return StringUtils.hasText(environment.getProperty("wecom.callback.secret"))
                || apps(environment).values().stream().anyMatch(app -> StringUtils.hasText(app.getSecret()));
    }

    private static Map<String, AccountProperties> apps(Environment environment) {
        try {
            return Binder.get(environment)
                    .bind("wecom.callback.apps", Bindable.mapOf(String.class, AccountProperties.class))
                    .orElse(Map.of());
        } catch (BindException ex) {
            // Told where all properties are bound.
            return Map.of();
        }
    }
}
