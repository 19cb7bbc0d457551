// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.test.simulator;

import io.github.wecomcallback.account.Account;
import io.github.wecomcallback.account.AccountKind;
import io.github.wecomcallback.account.InvalidAccountException;
import io.github.wecomcallback.account.MiniProgramMode;
import io.github.wecomcallback.test.WeComCallbackTester;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** The options that say where to send, and with whose secrets. */
final class Target {

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description =
                    "An application.yml or .properties, from which the account, paths and port are read as Spring Boot"
                            + " does, profiles included. What options say counts before it.")
    private @Nullable Path config;

    @Option(
            names = "--account",
            paramLabel = "NAME",
            defaultValue = Account.DEFAULT_NAME,
            description = "The account of the file that is meant. Default: ${DEFAULT-VALUE}.")
    private String account;

    @Option(
            names = "--profiles",
            paramLabel = "NAMES",
            split = ",",
            description = "The profiles that the application runs with. Default: those of the file, or"
                    + " $SPRING_PROFILES_ACTIVE.")
    private List<String> profiles = List.of();

    @Option(
            names = "--url",
            paramLabel = "URL",
            defaultValue = "${env:WECOM_URL}",
            description = "The callback URL. Default: $WECOM_URL, else http://localhost:8080/wecom/callback.")
    private @Nullable URI url;

    @Option(
            names = "--token",
            paramLabel = "TOKEN",
            defaultValue = "${env:WECOM_TOKEN}",
            description = "The Token of the URL. Default: $WECOM_TOKEN.")
    private @Nullable String token;

    @Option(
            names = "--aes-key",
            paramLabel = "KEY",
            defaultValue = "${env:WECOM_AES_KEY}",
            description = "The EncodingAESKey of the URL. Default: $WECOM_AES_KEY.")
    private @Nullable String aesKey;

    @Option(
            names = "--kind",
            paramLabel = "KIND",
            converter = KindConverter.class,
            description = "What the URL belongs to: app, suite, provider, device, bot, group-bot, mini-program."
                    + " Default: app; of 'ask', bot.")
    private @Nullable AccountKind kind;

    @Option(
            names = "--corp-id",
            paramLabel = "ID",
            defaultValue = "${env:WECOM_CORP_ID}",
            description = "The corp id, of an app. Default: $WECOM_CORP_ID.")
    private @Nullable String corpId;

    @Option(
            names = "--suite-id",
            paramLabel = "ID",
            defaultValue = "${env:WECOM_SUITE_ID}",
            description = "The suite id, of a suite. Default: $WECOM_SUITE_ID.")
    private @Nullable String suiteId;

    @Option(
            names = "--provider-corp-id",
            paramLabel = "ID",
            defaultValue = "${env:WECOM_PROVIDER_CORP_ID}",
            description =
                    "The corp id of the service provider, of a provider or device. Default: $WECOM_PROVIDER_CORP_ID.")
    private @Nullable String providerCorpId;

    @Option(
            names = "--app-id",
            paramLabel = "ID",
            defaultValue = "${env:WECOM_APP_ID}",
            description = "The app id, of a mini program. Default: $WECOM_APP_ID.")
    private @Nullable String appId;

    @Option(names = "--plaintext", description = "A mini program in plaintext mode: nothing is encrypted.")
    private boolean plaintext;

    /** Plays WeCom to the target. */
    WeComCallbackTester tester() {
        return tester(AccountKind.APP);
    }

    /** Plays WeCom to the target, which is of this kind where nothing else is said. */
    WeComCallbackTester tester(AccountKind assumed) {
        ConfigFile file = config == null ? null : readConfig(config);
        URI where = url != null ? url : file != null ? url(file) : URI.create("http://localhost:8080/wecom/callback");
        warnIfElsewhere(where);
        try {
            return WeComCallbackTester.over(where, account(file, assumed).build());
        } catch (InvalidAccountException ex) {
            throw usage("--" + ex.getProperty() + " " + ex.getProblem()
                    + (file == null ? ". It may also come from --config FILE." : "." + unfilled(file)));
        }
    }

    private static String unfilled(ConfigFile file) {
        List<String> placeholders = file.unfilled();
        return placeholders.isEmpty()
                ? ""
                : " In the file nobody fills in " + String.join(", ", placeholders)
                        + ": set it in the environment, as for the application.";
    }

    private ConfigFile readConfig(Path file) {
        return usable(() -> ConfigFile.read(file, account, profiles));
    }

    private URI url(ConfigFile file) {
        return usable(file::url);
    }

    private <T> T usable(Supplier<T> reading) {
        try {
            return reading.get();
        } catch (IllegalArgumentException ex) {
            throw usage(Objects.requireNonNull(ex.getMessage()));
        }
    }

    private Account.Builder account(@Nullable ConfigFile file, AccountKind assumed) {
        Account.Builder builder = Account.builder().name(account).kind(assumed);
        if (file != null) {
            file.fill(builder);
        }
        set(kind, builder::kind);
        set(corpId, builder::corpId);
        set(suiteId, builder::suiteId);
        set(providerCorpId, builder::providerCorpId);
        set(appId, builder::appId);
        set(token, builder::token);
        set(aesKey, builder::aesKey);
        return plaintext ? builder.mode(MiniProgramMode.PLAINTEXT) : builder;
    }

    private static <T> void set(@Nullable T value, Consumer<T> property) {
        if (value != null) {
            property.accept(value);
        }
    }

    /** Staging may well be meant; production is not to be hit by accident and in silence. */
    private void warnIfElsewhere(URI where) {
        if (where.getHost() == null || !Stream.of("http", "https").toList().contains(where.getScheme())) {
            throw usage("--url must be an http or https URL.");
        }
        try {
            if (!InetAddress.getByName(where.getHost()).isLoopbackAddress()) {
                spec.commandLine().getErr().println("Note: " + where.getHost() + " is not this machine.");
            }
        } catch (UnknownHostException ex) {
            throw usage("The host " + where.getHost() + " is not known.");
        }
    }

    private ParameterException usage(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    /** Takes the kinds as they are written in a yml. */
    static final class KindConverter implements ITypeConverter<AccountKind> {

        @Override
        public AccountKind convert(String value) {
            return Arrays.stream(AccountKind.values())
                    .filter(kind -> word(kind).equals(value.replace('_', '-').toLowerCase(Locale.ROOT)))
                    .findFirst()
                    .orElseThrow(() -> new TypeConversionException("must be one of "
                            + String.join(
                                    ", ",
                                    Arrays.stream(AccountKind.values())
                                            .map(KindConverter::word)
                                            .toList())));
        }

        static String word(AccountKind kind) {
            return kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }
}
