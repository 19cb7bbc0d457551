// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.test.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.wecomcallback.account.Account;
import io.github.wecomcallback.account.AccountKind;
import io.github.wecomcallback.crypto.CallbackCrypto;
import io.github.wecomcallback.crypto.EncodingAesKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The application's configuration says here what it says to the application. */
class ConfigFileTest {

    private static final String KEY = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG";

    @TempDir
    private Path folder;

    @Test
    void a_profile_that_the_file_activates_counts() throws Exception {
        write("application-dev.yml", """
                server.port: 9090
                wecom.callback.token: devToken
                """);
        Path file = write("application.yml", """
                spring.profiles.active: dev
                server.port: 8081
                wecom.callback.token: ${NO_SUCH_TOKEN:baseToken}
                """);

        ConfigFile config = read(file);

        assertThat(config.url()).hasToString("http://localhost:9090/wecom/callback");
        assertToken(config, "devToken");
    }

    @Test
    void a_profile_that_is_named_counts_before_that_of_the_file() throws Exception {
        write("application-dev.yml", "wecom.callback.token: devToken");
        write("application-staging.yml", "wecom.callback.token: stagingToken");
        Path file = write("application.yml", "spring.profiles.active: dev");

        assertToken(ConfigFile.read(file, Account.DEFAULT_NAME, List.of("staging")), "stagingToken");
    }

    @Test
    void profiles_of_properties_are_in_properties() throws Exception {
        write("application-dev.properties", "wecom.callback.token=devToken");
        Path file = write("application.properties", "spring.profiles.active=dev");

        assertToken(read(file), "devToken");
    }

    @Test
    void of_several_documents_those_of_the_profile_count() throws Exception {
        Path file = write("application.yml", """
                spring.profiles.active: dev
                spring.profiles.group.dev: local
                wecom.callback.token: baseToken
                ---
                spring.config.activate.on-profile: local
                server.port: 9191
                wecom.callback.token: localToken
                ---
                spring.config.activate.on-profile: production
                server.port: 80
                wecom.callback.token: productionToken
                """);

        ConfigFile config = read(file);

        assertThat(config.url().getPort()).isEqualTo(9191);
        assertToken(config, "localToken");
    }

    @Test
    void what_it_imports_counts() throws Exception {
        write("secrets.properties", "wecom.callback.token=importedToken");
        Path file = write("application.yml", "spring.config.import: secrets.properties, optional:nowhere.yml");

        assertToken(read(file), "importedToken");
    }

    @Test
    void placeholders_are_filled_in_and_have_defaults() throws Exception {
        Path file = write("application.yml", """
                port: 8500
                server.port: ${PORT_THAT_NOBODY_SETS:${port}}
                wecom.callback:
                  path: /${NO_SUCH_PATH:hook}
                  token: ${NO_SUCH_TOKEN:defaultToken}
                """);

        ConfigFile config = read(file);

        assertThat(config.url()).hasToString("http://localhost:8500/hook");
        assertToken(config, "defaultToken");
    }

    @ParameterizedTest
    @CsvSource({
        "server.servlet.context-path, /shop, /shop/wecom/callback",
        "server.servlet.contextPath, /shop/, /shop/wecom/callback",
        "server.servlet.context-path, /, /wecom/callback",
        "spring.mvc.servlet.path, /mvc, /mvc/wecom/callback",
        "spring.mvc.servlet.path, /mvc/, /mvc/wecom/callback",
        "spring.mvc.servlet.path, /, /wecom/callback",
        "wecom.callback.path, /hook, /hook"
    })
    void paths_of_the_context_and_of_the_dispatcher_are_known(String property, String value, String path)
            throws Exception {
        assertThat(read(write("application.yml", property + ": " + value)).url().getPath())
                .isEqualTo(path);
    }

    @Test
    void all_paths_together_are_the_url() throws Exception {
        Path file = write("application.properties", """
                server.servlet.context-path=/shop
                spring.mvc.servlet.path=/mvc
                wecom.callback.apps.bot.kind=bot
                wecom.callback.apps.bot.token=botToken
                wecom.callback.apps.bot.aes-key=%s
                """.formatted(KEY));

        ConfigFile config = ConfigFile.read(file, "bot", List.of());

        assertThat(config.url()).hasToString("http://localhost:8080/shop/mvc/wecom/callback/bot");
        Account.Builder account = Account.builder().name("bot");
        config.fill(account);
        assertThat(account.build().kind()).isEqualTo(AccountKind.BOT);
    }

    @Test
    void a_file_of_another_name_is_yaml_and_its_folder_may_have_blanks() throws Exception {
        Path file = Files.createDirectory(folder.resolve("my app")).resolve("wecom.conf");
        Files.writeString(file, "server.port: 8090");

        assertThat(read(file).url().getPort()).isEqualTo(8090);
    }

    @Test
    void what_is_no_yaml_is_refused_and_not_shown() throws Exception {
        Path file = write("application.yml", "wecom: [callback: s3cret");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> read(file))
                .withMessageContaining("application.yml, or one beside it, is no YAML")
                .withMessageNotContaining("s3cret");
    }

    @Test
    void what_is_no_properties_is_refused_and_not_shown() throws Exception {
        Path file = write("application.properties", "wecom.callback.token=s3cret\\u00zz");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> read(file))
                .withMessageContaining("cannot read the file")
                .withMessageNotContaining("s3cret");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nowhere.yml",
                "classpath:shared.yml",
                "configserver:http://user:s3cret@config.example",
                "nacos:app.yml"
            })
    void what_cannot_be_imported_here_is_said(String location) throws Exception {
        Path file = write("application.yml", "spring.config.import: \"" + location + "\"");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> read(file))
                .withMessageContaining("spring.config.import")
                .withMessageContaining("--token")
                .withMessageNotContaining("s3cret");
    }

    @Test
    void a_secret_that_nobody_fills_in_is_named() throws Exception {
        Path file = write("application.yml", "wecom.callback.token: ${NO_SUCH_TOKEN}");

        assertThat(read(file).unfilled()).containsExactly("${NO_SUCH_TOKEN}");
    }

    @Test
    void where_the_port_is_any_it_has_to_be_said() throws Exception {
        Path file = write("application.yml", "server.port: 0");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> read(file).url())
                .withMessageContaining("server.port")
                .withMessageContaining("--url");
    }

    @Test
    void a_port_that_is_none_is_refused_by_name() throws Exception {
        Path file = write("application.yml", "server.port: none");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> read(file).url())
                .withMessageContaining("server.port")
                .withMessageContaining("cannot be read");
    }

    private ConfigFile read(Path file) {
        return ConfigFile.read(file, Account.DEFAULT_NAME, List.of());
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    /** An account does not tell its token. */
    private static void assertToken(ConfigFile config, String token) {
        assertThat(account(config).crypto().sign("1", "2", "3"))
                .isEqualTo(new CallbackCrypto(token, EncodingAesKey.of(KEY)).sign("1", "2", "3"));
    }

    private static Account account(ConfigFile config) {
        Account.Builder account = Account.builder().name(Account.DEFAULT_NAME);
        config.fill(account);
        return account.corpId("ww1").aesKey(KEY).build();
    }
}
