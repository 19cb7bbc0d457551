// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.wecomcallback.console.ConsoleController;
import io.github.wecomcallback.delivery.SharedRedeliveryGuard;
import io.github.wecomcallback.exchange.CallbackInbox;
import io.github.wecomcallback.exchange.CallbackProcessor;
import io.github.wecomcallback.kf.KfPuller;
import io.github.wecomcallback.support.WeCom;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.aot.AotDetector;
import org.springframework.aot.test.generate.TestGenerationContext;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.assertj.AssertableWebApplicationContext;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.boot.web.context.servlet.AnnotationConfigServletWebApplicationContext;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.aot.ApplicationContextAotGenerator;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.SpringProperties;
import org.springframework.core.test.tools.CompileWithForkedClassLoader;
import org.springframework.core.test.tools.TestCompiler;
import org.springframework.javapoet.ClassName;
import org.springframework.mock.web.MockServletContext;
import org.springframework.web.context.support.GenericWebApplicationContext;

/** What an application is made of is decided when it is processed ahead of time: started otherwise, it says so. */
@CompileWithForkedClassLoader
class AheadOfTimeTest {

    private static final String INBOX_AND_ALL = "inbox.enabled=yes|guard.store=jdbc|console.enabled=on|kf.enabled=true";

    /** The JDK keeps what the first caller's class loader sees, and that of the compiled classes does not see it. */
    @BeforeAll
    static void findRandomGenerators() {
        Thread thread = Thread.currentThread();
        ClassLoader loader = thread.getContextClassLoader();
        thread.setContextClassLoader(ClassLoader.getSystemClassLoader());
        RandomGenerator.getDefault();
        thread.setContextClassLoader(loader);
    }

    @Test
    void processed_with_nothing_set_it_says_so_where_something_is_set() {
        process("", application -> {
            application.starts("", CallbackProcessor.class);
            application.starts("guard.store=Memory |inbox.enabled=off", CallbackProcessor.class);

            application.refuses("inbox.enabled=yes", "inbox.enabled was false", "is true now");
            application.refuses("guard.store=JDBC", "guard.store was memory", "is jdbc now");
            application.refuses("kf.store=redis", "kf.store was memory", "is redis now");
            application.refuses("console.enabled=1", "console.enabled was false", "is true now");
            application.refuses("mdc=off", "mdc was true", "is false now");
            application.refuses("secret=any", "kf.enabled was false", "is true now");
            application.refuses("enabled=no", "enabled was true", "is false now");
            application.refuses(
                    "storage.encryption-keys=" + "QUFB".repeat(10) + "QUE=",
                    "storage.encryption-keys was not set",
                    "is set now");
        });
    }

    @Test
    void processed_with_all_there_is_it_says_so_where_something_is_missing() {
        process(INBOX_AND_ALL, application -> {
            application.starts(
                    INBOX_AND_ALL,
                    CallbackInbox.class,
                    SharedRedeliveryGuard.class,
                    KfPuller.class,
                    ConsoleController.class);

            application.refuses("", "inbox.enabled was true", "is false now");
            application.refuses(INBOX_AND_ALL.replace("jdbc", "redis"), "guard.store was jdbc", "is redis now");
            application.refuses(
                    INBOX_AND_ALL.replace("inbox.enabled=yes", "inbox.enabled=no"),
                    "inbox.enabled was true",
                    "is false now");
            application.refuses(
                    INBOX_AND_ALL.replace("kf.enabled=true", "kf.enabled=false"),
                    "kf.enabled was true",
                    "is false now");
        });
    }

    @Test
    void processed_without_callbacks_it_says_so_where_they_are_wanted() {
        process("enabled=off", application -> {
            application.starts("enabled=false");

            application.refuses("", "enabled was false", "is true now");
        });
    }

    @Test
    void secrets_may_be_missing_when_it_is_processed_but_not_when_it_starts() {
        process("secret=${THE_SECRET}", application -> {
            application.starts("secret=any", KfPuller.class);

            try (AssertableWebApplicationContext context = application.start("secret=${THE_SECRET}")) {
                assertThat(StartFailure.of(context).getDescription())
                        .contains("wecom.callback.secret", "placeholder that nothing resolves: THE_SECRET");
            }
        });
    }

    @SuppressWarnings("unchecked")
    private static void process(String settings, Consumer<Processed> test) {
        TestGenerationContext generated = new TestGenerationContext(App.class);
        ClassName initializer = process(settings, generated);
        generated.writeGeneratedContent();
        TestCompiler.forSystem().with(generated).compile(compiled -> {
            SpringProperties.setProperty(AotDetector.AOT_ENABLED, "true");
            try {
                test.accept(new Processed(
                        () -> compiled.getInstance(ApplicationContextInitializer.class, initializer.toString())));
            } finally {
                SpringProperties.setProperty(AotDetector.AOT_ENABLED, null);
            }
        });
    }

    private static ClassName process(String settings, TestGenerationContext generated) {
        try (AnnotationConfigServletWebApplicationContext context =
                new AnnotationConfigServletWebApplicationContext()) {
            context.register(App.class);
            values(settings).applyTo(context);
            return new ApplicationContextAotGenerator().processAheadOfTime(context, generated);
        }
    }

    private static TestPropertyValues values(String settings) {
        return TestPropertyValues.of(WeCom.properties())
                .and(Stream.of(settings.split("\\|"))
                        .filter(setting -> !setting.isEmpty())
                        .map(setting -> "wecom.callback." + setting));
    }

    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration({
        WeComCallbackApiAutoConfiguration.class,
        WeComCallbackAutoConfiguration.class,
        WeComCallbackBotAutoConfiguration.class,
        WeComCallbackConsoleAutoConfiguration.class,
        WeComCallbackGuardAutoConfiguration.class,
        WeComCallbackInboxAutoConfiguration.class,
        WeComCallbackKfAutoConfiguration.class,
        WeComCallbackSettingsAutoConfiguration.class,
        WeComCallbackStorageAutoConfiguration.class
    })
    static class App {

        /** Not by way of the JDK's driver manager: it knows the drivers of the first class loader only. */
        @Bean
        DataSource database() {
            JdbcDataSource database = new JdbcDataSource();
            database.setUrl("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
            return database;
        }
    }

    /** An application that was processed, to be started. */
    private record Processed(Supplier<ApplicationContextInitializer<GenericApplicationContext>> initializer) {

        void starts(String settings, Class<?>... beans) {
            try (AssertableWebApplicationContext context = start(settings)) {
                assertThat(context).hasNotFailed();
                for (Class<?> bean : beans) {
                    assertThat(context).hasSingleBean(bean);
                }
            }
        }

        void refuses(String settings, String was, String is) {
            try (AssertableWebApplicationContext context = start(settings)) {
                FailureAnalysis analysis = StartFailure.of(context);
                assertThat(analysis.getDescription())
                        .startsWith("wecom.callback." + was + " when this application was processed ahead of time")
                        .contains(is);
                assertThat(analysis.getAction()).contains("Process the application again");
            }
        }

        private AssertableWebApplicationContext start(String settings) {
            return AssertableWebApplicationContext.get(() -> {
                GenericWebApplicationContext context = new GenericWebApplicationContext(new MockServletContext());
                values(settings).applyTo(context);
                initializer.get().initialize(context);
                context.refresh();
                return context;
            });
        }
    }
}
