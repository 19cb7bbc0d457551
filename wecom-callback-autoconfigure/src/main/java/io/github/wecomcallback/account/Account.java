// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.account;

import io.github.wecomcallback.crypto.CallbackCrypto;
import io.github.wecomcallback.crypto.EncodingAesKey;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import lombok.AccessLevel;
import lombok.Getter;
import lombok.RequiredArgsConstructor;
import lombok.Setter;
import lombok.experimental.Accessors;
import org.jspecify.annotations.Nullable;

/**
 * One callback URL's owner: its name, its kind, its ids and its secrets. Immutable and thread-safe; keeps the ciphers of
 * its key, so make it once and use it often.
 *
 * <pre>{@code
 * Account account = Account.app("ww0123456789abcdef", "token", "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG").build();
 * }</pre>
 */
@Getter
@Accessors(fluent = true)
@RequiredArgsConstructor(access = AccessLevel.PRIVATE)
public final class Account {

    /** The name of the account that the short form of the properties describes. */
    public static final String DEFAULT_NAME = "default";

    /** A name is part of a URL, and of keys in stores. */
    static final int MAX_NAME_LENGTH = 100;

    /** Among the further receive ids, stands for all. */
    public static final String ANY_RECEIVE_ID = "*";

    private final String name;
    private final AccountKind kind;

    /** The id that callbacks to this account carry behind their message. */
    private final String receiveId;

    /** Signs, and encrypts where there is a key: all but mini programs in plaintext mode have one. */
    private final CallbackCrypto crypto;

    /** The corp that owns the account, or null where its kind has none. */
    private final @Nullable String corpId;

    /** What an access token is got with, or null when nothing is asked of the platform for this account. */
    private final @Nullable String secret;

    @Getter(AccessLevel.NONE)
    private final Set<String> furtherReceiveIds;

    @Getter(AccessLevel.NONE)
    private final @Nullable String providerCorpId;

    @Getter(AccessLevel.NONE)
    private final MiniProgramMode mode;

    /** Begins a self-built app or a built-in module of a corp. */
    public static Builder app(String corpId, String token, String aesKey) {
        return builder().corpId(corpId).token(token).aesKey(aesKey);
    }

    /** Begins a third-party suite. */
    public static Builder suite(String suiteId, String providerCorpId, String token, String aesKey) {
        return builder()
                .kind(AccountKind.SUITE)
                .suiteId(suiteId)
                .providerCorpId(providerCorpId)
                .token(token)
                .aesKey(aesKey);
    }

    /** Begins an AI bot. */
    public static Builder bot(String token, String aesKey) {
        return builder().kind(AccountKind.BOT).token(token).aesKey(aesKey);
    }

    /** Begins an account of kind {@link AccountKind#APP} named {@value #DEFAULT_NAME}. */
    public static Builder builder() {
        return new Builder();
    }

    /** Whether a callback that carries this receive id is meant for this account. */
    public boolean accepts(String receiveId) {
        return this.receiveId.equals(receiveId)
                || furtherReceiveIds.contains(receiveId)
                || furtherReceiveIds.contains(ANY_RECEIVE_ID);
    }

    /**
     * Whether a URL verification that carries this receive id is meant for this account. URLs that a service provider
     * configures are verified with the provider's corp id, though their callbacks carry another.
     */
    public boolean acceptsVerification(String receiveId) {
        return accepts(receiveId) || receiveId.equals(providerCorpId);
    }

    /** Whether callbacks arrive unencrypted: a mini program in plaintext mode. */
    public boolean isPlaintext() {
        return kind == AccountKind.MINI_PROGRAM && mode == MiniProgramMode.PLAINTEXT;
    }

    /** Whether a URL verification is answered with the echo as it came, once the query's signature is found right. */
    public boolean echoesUndecrypted() {
        return kind == AccountKind.MINI_PROGRAM;
    }

    /** Name and kind; the secrets stay where they are. */
    @Override
    public String toString() {
        return "Account[" + name + ", " + kind + "]";
    }

    /** Collects what an account needs and refuses what cannot work. */
    @Setter
    @Getter(AccessLevel.PACKAGE)
    @Accessors(fluent = true)
    public static final class Builder {

        private static final Pattern URL_SEGMENT = Pattern.compile("(?!\\.{1,2}$)[A-Za-z0-9._~-]+");
        private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9]{3,32}");

        private String name = DEFAULT_NAME;
        private AccountKind kind = AccountKind.APP;
        private @Nullable String corpId;
        private @Nullable String suiteId;
        private @Nullable String providerCorpId;
        private @Nullable String appId;
        private @Nullable String token;
        private @Nullable String aesKey;
        private @Nullable String secret;
        private MiniProgramMode mode = MiniProgramMode.SECURE;

        /** Receive ids to accept beside the account's own, such as the corp ids of a suite's customers; or all. */
        private Collection<String> furtherReceiveIds = List.of();

        private Builder() {}

        /**
         * The account.
         *
         * @throws InvalidAccountException when something is missing or cannot be right
         */
        public Account build() {
            if (!URL_SEGMENT.matcher(name).matches()) {
                throw invalid(
                        "name",
                        "must be a URL segment of letters, digits, '-', '_', '.' and '~', but neither '.' nor '..'");
            }
            if (name.length() > MAX_NAME_LENGTH) {
                throw invalid("name", "must have at most " + MAX_NAME_LENGTH + " characters");
            }
            if (!TOKEN.matcher(required("token", token)).matches()) {
                throw invalid("token", "must consist of 3 to 32 letters and digits");
            }
            if (textOrNull(secret) != null && textOrNull(corpId) == null) {
                throw invalid("corp-id", "is missing, without which the secret is of no use");
            }
            return new Account(
                    name,
                    kind,
                    receiveId(),
                    crypto(),
                    textOrNull(corpId),
                    textOrNull(secret),
                    new HashSet<>(furtherReceiveIds),
                    providerCorpId,
                    mode);
        }

        private String receiveId() {
            ReceiveId id = kind.receiveId();
            if (id == ReceiveId.NONE) {
                return "";
            }
            String receiveId = required(id.property(), id.of(this));
            if (receiveId.chars().anyMatch(Character::isWhitespace)) {
                throw invalid(id.property(), "must not contain blanks");
            }
            return receiveId;
        }

        private CallbackCrypto crypto() {
            String signingToken = required("token", token);
            if (kind == AccountKind.MINI_PROGRAM && mode == MiniProgramMode.PLAINTEXT) {
                return CallbackCrypto.signingOnly(signingToken);
            }
            try {
                return new CallbackCrypto(signingToken, EncodingAesKey.of(required("aes-key", aesKey)));
            } catch (IllegalArgumentException ex) {
                throw invalid("aes-key", ex.getMessage());
            }
        }

        private static @Nullable String textOrNull(@Nullable String value) {
            return value == null || value.isBlank() ? null : value.strip();
        }

        private String required(String property, @Nullable String value) {
            if (value == null || value.isBlank()) {
                throw invalid(property, "is missing");
            }
            return value;
        }

        private InvalidAccountException invalid(String property, String problem) {
            return new InvalidAccountException(name, property, problem);
        }
    }
}
