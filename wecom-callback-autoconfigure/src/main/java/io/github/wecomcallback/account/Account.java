// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.account;

import io.github.wecomcallback.crypto.CallbackCrypto;
import io.github.wecomcallback.crypto.EncodingAesKey;
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

    private final String name;
    private final AccountKind kind;

    /** The id that callbacks to this account carry behind their message, and that replies carry back. */
    private final String receiveId;

    private final CallbackCrypto crypto;

    /** Begins a self-built app or a built-in module of a corp. */
    public static Builder app(String corpId, String token, String aesKey) {
        return builder().corpId(corpId).token(token).aesKey(aesKey);
    }

    /** Begins an account of kind {@link AccountKind#APP} named {@value #DEFAULT_NAME}. */
    public static Builder builder() {
        return new Builder();
    }

    /** Whether a callback that carries this receive id is meant for this account. */
    public boolean accepts(String receiveId) {
        return this.receiveId.equals(receiveId);
    }

    /** Whether a URL verification that carries this receive id is meant for this account. */
    public boolean acceptsVerification(String receiveId) {
        return accepts(receiveId);
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

        private static final Pattern URL_SEGMENT = Pattern.compile("[A-Za-z0-9._~-]+");
        private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9]{3,32}");

        private String name = DEFAULT_NAME;
        private AccountKind kind = AccountKind.APP;
        private @Nullable String corpId;
        private @Nullable String token;
        private @Nullable String aesKey;

        private Builder() {}

        /**
         * The account.
         *
         * @throws InvalidAccountException when something is missing or cannot be right
         */
        public Account build() {
            if (!URL_SEGMENT.matcher(name).matches()) {
                throw invalid("name", "must be a URL segment of letters, digits, '-', '_', '.' and '~'");
            }
            String receiveId = required(kind.receiveIdProperty(), kind.receiveId(this));
            if (receiveId.chars().anyMatch(Character::isWhitespace)) {
                throw invalid(kind.receiveIdProperty(), "must not contain blanks");
            }
            if (!TOKEN.matcher(required("token", token)).matches()) {
                throw invalid("token", "must consist of 3 to 32 letters and digits");
            }
            return new Account(name, kind, receiveId, new CallbackCrypto(token, key()));
        }

        private EncodingAesKey key() {
            try {
                return EncodingAesKey.of(required("aes-key", aesKey));
            } catch (IllegalArgumentException ex) {
                throw invalid("aes-key", ex.getMessage());
            }
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
