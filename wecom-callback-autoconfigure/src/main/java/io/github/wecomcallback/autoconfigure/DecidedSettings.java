// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.autoconfigure;

import java.util.Map;
import lombok.RequiredArgsConstructor;
import lombok.Setter;
import org.springframework.aot.AotDetector;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.AbstractBeanDefinition;
import org.springframework.beans.factory.support.BeanDefinitionBuilder;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.boot.diagnostics.FailureAnalyzedException;
import org.springframework.context.EnvironmentAware;
import org.springframework.context.annotation.ImportBeanDefinitionRegistrar;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotationMetadata;

/**
 * Remembers the settings by which it was decided which beans there are, and stops a start to which they no longer apply.
 * An application that was processed ahead of time keeps the beans of that day, whatever it is started with; and some
 * libraries bring properties when the decision is made already.
 */
@RequiredArgsConstructor
final class DecidedSettings implements BeanFactoryPostProcessor, SmartInitializingSingleton, EnvironmentAware {

    private final Map<String, String> decided;

    @Setter
    private Environment environment;

    /** Before there is a bean, which might fail for want of a setting that it was not made for. */
    @Override
    public void postProcessBeanFactory(ConfigurableListableBeanFactory beanFactory) {
        check();
    }

    /** And when nobody brings properties any more, before the first callback can come. */
    @Override
    public void afterSingletonsInstantiated() {
        check();
    }

    private void check() {
        Map<String, String> now = ConditionSettings.of(environment).inWords();
        decided.forEach((property, then) -> {
            String value = now.getOrDefault(property, then);
            if (!value.equals(then)) {
                throw AotDetector.useGeneratedArtifacts()
                        ? processedWith(property, then, value)
                        : tooLate(property, then, value);
            }
        });
    }

    private static FailureAnalyzedException processedWith(String property, String then, String now) {
        return new FailureAnalyzedException(
                property + " was " + then + " when this application was processed ahead of time, and is " + now
                        + " now. What it is made of was decided then.",
                "Process the application again with the settings that it is started with, or start it with those that it"
                        + " was processed with." + hint(property));
    }

    private static FailureAnalyzedException tooLate(String property, String then, String now) {
        return new FailureAnalyzedException(
                property + " was " + then + " when it was decided which beans there are, and is " + now
                        + " now. It came too late to apply.",
                "Set it where Spring Boot finds it from the beginning, such as application.yml, a variable of the"
                        + " environment or spring.config.import." + hint(property));
    }

    private static String hint(String property) {
        return switch (property) {
            case "wecom.callback.kf.enabled" ->
                " Where " + property + " is not set, it is whether an account has a secret: set it to be independent of"
                        + " that.";
            case "wecom.callback.storage.encryption-keys" ->
                " Any key will do to process it with; it is not kept in what comes of it.";
            default -> "";
        };
    }

    /** Writes down what the conditions read, at the time when they read it. */
    static final class Registrar implements ImportBeanDefinitionRegistrar, EnvironmentAware {

        @Setter
        private Environment environment;

        @Override
        public void registerBeanDefinitions(AnnotationMetadata importing, BeanDefinitionRegistry registry) {
            AbstractBeanDefinition definition = BeanDefinitionBuilder.rootBeanDefinition(DecidedSettings.class)
                    .addConstructorArgValue(ConditionSettings.of(environment).inWords())
                    .setRole(BeanDefinition.ROLE_INFRASTRUCTURE)
                    .getBeanDefinition();
            registry.registerBeanDefinition("weComDecidedSettings", definition);
        }
    }
}
