// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.autoconfigure;

import java.util.function.Predicate;
import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** Where a setting wants it. There is one for each decision, since a condition is named by its class. */
abstract class OnSetting extends SpringBootCondition {

    private final String question;
    private final Predicate<ConditionSettings> answer;

    private OnSetting(String question, Predicate<ConditionSettings> answer) {
        this.question = question;
        this.answer = answer;
    }

    @Override
    public final ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
        boolean matches = answer.test(ConditionSettings.of(context.getEnvironment()));
        return new ConditionOutcome(
                matches,
                ConditionMessage.forCondition("WeCom callback, " + question).because(matches ? "yes" : "no"));
    }

    static final class Enabled extends OnSetting {
        Enabled() {
            super("enabled", ConditionSettings::isEnabled);
        }
    }

    static final class Inbox extends OnSetting {
        Inbox() {
            super("inbox enabled", ConditionSettings::hasInbox);
        }
    }

    static final class Console extends OnSetting {
        Console() {
            super("console enabled", ConditionSettings::hasConsole);
        }
    }

    static final class Mdc extends OnSetting {
        Mdc() {
            super("MDC wanted", ConditionSettings::hasMdc);
        }
    }

    static final class EncryptionKeys extends OnSetting {
        EncryptionKeys() {
            super("encryption keys set", ConditionSettings::hasEncryptionKeys);
        }
    }

    static final class Database extends OnSetting {
        Database() {
            super("something kept in a database", ConditionSettings::needsDatabase);
        }
    }

    static final class Redis extends OnSetting {
        Redis() {
            super("something kept in Redis", ConditionSettings::needsRedis);
        }
    }

    static final class GuardInDatabase extends OnSetting {
        GuardInDatabase() {
            super("guard in a database", settings -> settings.guardStore() == WeComCallbackProperties.GuardStore.JDBC);
        }
    }

    static final class GuardInRedis extends OnSetting {
        GuardInRedis() {
            super("guard in Redis", settings -> settings.guardStore() == WeComCallbackProperties.GuardStore.REDIS);
        }
    }

    static final class KfPull extends OnSetting {
        KfPull() {
            super("customer service pulled", ConditionSettings::pullsCustomerService);
        }
    }

    static final class KfInMemory extends OnSetting {
        KfInMemory() {
            super("cursors in memory", settings -> settings.kfStore() == WeComCallbackProperties.KfStore.MEMORY);
        }
    }

    static final class KfInDatabase extends OnSetting {
        KfInDatabase() {
            super("cursors in a database", settings -> settings.kfStore() == WeComCallbackProperties.KfStore.JDBC);
        }
    }

    static final class KfInRedis extends OnSetting {
        KfInRedis() {
            super("cursors in Redis", settings -> settings.kfStore() == WeComCallbackProperties.KfStore.REDIS);
        }
    }
}
