// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.wecomcallback.account.Account;
import io.github.wecomcallback.account.AccountRepository;
import io.github.wecomcallback.support.WeCom;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.core.io.ByteArrayResource;

/** What the binder would take for something else than it was meant for stops the start. */
class EnvironmentCheckTest {

    private final WebApplicationContextRunner bare = new WebApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    WeComCallbackAutoConfiguration.class,
                    WeComCallbackApiAutoConfiguration.class,
                    WeComCallbackStorageAutoConfiguration.class,
                    WeComCallbackGuardAutoConfiguration.class,
                    WeComCallbackInboxAutoConfiguration.class,
                    WeComCallbackKfAutoConfiguration.class,
                    WeComCallbackBotAutoConfiguration.class,
                    WeComCallbackConsoleAutoConfiguration.class,
                    WeComCallbackSettingsAutoConfiguration.class));
    private final WebApplicationContextRunner runner = bare.withPropertyValues(WeCom.properties());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "corp-id",
                "token",
                "aes-key",
                "secret",
                "provider-corp-id",
                "further-receive-ids",
                "kind",
                "enabled",
                "path",
                "mdc",
                "late",
                "reply-timeout",
                "max-body-size",
                "timestamp-window",
                "guard.store",
                "guard.max-messages",
                "inbox.enabled",
                "inbox.lease",
                "kf.enabled",
                "kf.store",
                "api.base-url",
                "console.enabled",
                "console.path",
                "console.allowed-hosts[0]",
                "storage.encryption-keys",
                "storage.encryption-keys[0]",
                "bot.stream.busy-text",
                "apps.sales.secret",
                "apps.sales.kind",
                "apps[hr.intern].token"
            })
    void a_placeholder_that_nothing_resolves_stops_the_start_by_the_name_of_its_property(String property) {
        runner.withPropertyValues("wecom.callback." + property + "=${UNSET_BY_ALL}")
                .run(context -> {
                    FailureAnalysis analysis = StartFailure.of(context);
                    assertThat(analysis.getDescription())
                            .startsWith("The property wecom.callback." + property
                                    + " has a placeholder that nothing resolves: UNSET_BY_ALL");
                    assertThat(analysis.getAction())
                            .contains("Set UNSET_BY_ALL")
                            .contains("write a value");
                });
    }

    @Test
    void all_of_them_are_named_at_once_and_what_stands_beside_them_is_not_printed() {
        bare.withPropertyValues(
                        "wecom.callback.corp-id=" + WeCom.CORP_ID,
                        "wecom.callback.token=${THE_TOKEN}",
                        "wecom.callback.aes-key=s3cret${THE_KEY}")
                .run(context -> {
                    FailureAnalysis analysis = StartFailure.of(context);
                    assertThat(analysis.getDescription())
                            .contains("wecom.callback.token", "THE_TOKEN", "wecom.callback.aes-key", "THE_KEY")
                            .doesNotContain("s3cret");
                    assertThat(analysis.getAction()).contains("Set THE_KEY, THE_TOKEN");
                });
    }

    @Test
    void where_it_stands_is_said() {
        yaml("""
                wecom:
                  callback:
                    corp-id: ww4f0c9be27a61d835
                    token: ${UNSET_BY_ALL}
                """)
                .run(context ->
                        assertThat(StartFailure.of(context).getDescription()).contains("wecom.callback.token", "4:12"));
    }

    @Test
    void placeholders_that_are_resolved_have_a_default_or_are_none_are_nobodys_business() {
        runner.withPropertyValues(
                        "the.secret=s3cret",
                        "wecom.callback.secret=${the.secret}",
                        "wecom.callback.path=${UNSET_BY_ALL:/wecom/other}",
                        "wecom.callback.bot.stream.busy-text=\\${all busy}",
                        "wecom.callback.bot.stream.failure-text=$5 {or so}")
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    WeComCallbackProperties properties = context.getBean(WeComCallbackProperties.class);
                    assertThat(properties.getSecret()).isEqualTo("s3cret");
                    assertThat(properties.getBot().getStream().getBusyText()).isEqualTo("${all busy}");
                });
    }

    @Test
    void what_is_switched_off_may_have_any() {
        bare.withPropertyValues("wecom.callback.enabled=false", "wecom.callback.token=${UNSET_BY_ALL}")
                .run(context -> assertThat(context).hasNotFailed());
    }

    @ParameterizedTest
    @CsvSource({
        "a.b, 'The account name in wecom.callback.apps.a.b has to stand in brackets', 'wecom.callback.apps[a.b].'",
        "a~b, 'The account name in wecom.callback.apps.a~b has to stand in brackets', 'wecom.callback.apps[a~b].'",
        "客服, 'The account name in wecom.callback.apps.客服 must be a URL segment', 'Rename the account'",
        "销售1, 'The account name in wecom.callback.apps.销售1 must be a URL segment', 'Rename the account'",
        "'sales team', 'The account name in wecom.callback.apps.sales team must be a URL segment', 'Rename the account'"
    })
    void a_name_that_would_be_lost_or_changed_stops_the_start(String name, String problem, String remedy) {
        for (WebApplicationContextRunner written :
                new WebApplicationContextRunner[] {yaml(accountNamed(name)), bare.withPropertyValues(app(name))}) {
            written.run(context -> {
                FailureAnalysis analysis = StartFailure.of(context);
                assertThat(analysis.getDescription()).startsWith(problem);
                assertThat(analysis.getAction()).contains(remedy);
            });
        }
    }

    @Test
    void a_name_in_brackets_is_told_as_well_when_it_is_no_url_segment() {
        yaml(accountNamed("'[客服]'")).run(context -> {
            FailureAnalysis analysis = StartFailure.of(context);
            assertThat(analysis.getDescription())
                    .startsWith("The account name in wecom.callback.apps.客服 must be a URL segment");
            assertThat(analysis.getAction()).contains("Rename the account");
        });
    }

    @ParameterizedTest
    @CsvSource({"sales, sales", "Sales_EU-1, Sales_EU-1", "'\"[a.b]\"', a.b", "'\"[a~b]\"', a~b"})
    void a_name_that_is_right_is_the_accounts(String written, String name) {
        yaml(accountNamed(written))
                .run(context -> assertThat(
                                context.getBean(AccountRepository.class).known())
                        .extracting(Account::name)
                        .containsExactly(name));
    }

    @Test
    void an_account_without_a_name_stops_the_start() {
        runner.withPropertyValues("wecom.callback.apps.token=" + WeCom.TOKEN).run(context -> {
            FailureAnalysis analysis = StartFailure.of(context);
            assertThat(analysis.getDescription())
                    .isEqualTo("The property wecom.callback.apps.token belongs to no account: its name is missing.");
            assertThat(analysis.getAction()).contains("wecom.callback.apps.<name>.token");
        });
    }

    private static String accountNamed(String name) {
        return """
                wecom:
                  callback:
                    apps:
                      %s:
                        corp-id: ww4f0c9be27a61d835
                        token: q7Lm2Xv9TnB4
                        aes-key: Zk3Qm8vT1xYbN6cRw0Jp5sHdLgUe7aFyKi2oXtC9nVE
                """.formatted(name);
    }

    private WebApplicationContextRunner yaml(String text) {
        return bare.withInitializer(context -> {
            try {
                new YamlPropertySourceLoader()
                        .load("application.yml", new ByteArrayResource(text.getBytes(StandardCharsets.UTF_8)))
                        .forEach(source ->
                                context.getEnvironment().getPropertySources().addLast(source));
            } catch (IOException ex) {
                throw new UncheckedIOException(ex);
            }
        });
    }

    private static String[] app(String name) {
        return Arrays.stream(WeCom.properties())
                .map(property -> property.replace("wecom.callback.", "wecom.callback.apps." + name + "."))
                .toArray(String[]::new);
    }
}
