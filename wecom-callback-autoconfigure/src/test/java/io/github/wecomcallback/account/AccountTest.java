// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.wecomcallback.support.WeCom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class AccountTest {

    private final Account.Builder builder = Account.app(WeCom.CORP_ID, WeCom.TOKEN, WeCom.AES_KEY);

    @Test
    void an_account_has_what_it_was_given() {
        Account account = builder.name("hr").build();

        assertThat(account.name()).isEqualTo("hr");
        assertThat(account.kind()).isEqualTo(AccountKind.APP);
        assertThat(account.receiveId()).isEqualTo(WeCom.CORP_ID);
    }

    @Test
    void an_account_is_an_app_named_default_unless_said_otherwise() {
        Account account = Account.builder()
                .corpId(WeCom.CORP_ID)
                .token(WeCom.TOKEN)
                .aesKey(WeCom.AES_KEY)
                .build();

        assertThat(account.name()).isEqualTo("default");
        assertThat(account.kind()).isEqualTo(AccountKind.APP);
    }

    @Test
    void an_account_speaks_with_its_own_token_and_key() {
        Account account = builder.build();
        WeCom.Delivery delivery = new WeCom().deliver("message");
        String encrypted = delivery.body().replaceAll(".*<Encrypt><!\\[CDATA\\[(.*)]]></Encrypt>.*", "$1");

        assertThat(account.crypto()
                        .verify(
                                delivery.query().get("msg_signature"),
                                delivery.query().get("timestamp"),
                                delivery.query().get("nonce"),
                                encrypted))
                .isTrue();
        assertThat(account.crypto().decrypt(encrypted).text()).isEqualTo("message");
    }

    @Test
    void an_app_accepts_its_corp_id_only() {
        Account account = builder.build();

        assertThat(account.accepts(WeCom.CORP_ID)).isTrue();
        assertThat(account.acceptsVerification(WeCom.CORP_ID)).isTrue();
        for (String other : new String[] {"", "ww", WeCom.CORP_ID + " ", WeCom.CORP_ID.toUpperCase(), "wwother"}) {
            assertThat(account.accepts(other)).isFalse();
            assertThat(account.acceptsVerification(other)).isFalse();
        }
    }

    @Test
    void an_app_acknowledges_with_an_empty_body() {
        assertThat(AccountKind.APP.acknowledgement()).isEmpty();
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", " ", "\t\n"})
    void what_is_missing_is_named(String blank) {
        assertRefused(builder.corpId(blank), "corp-id", "is missing");
        assertRefused(fresh().token(blank), "token", "is missing");
        assertRefused(fresh().aesKey(blank), "aes-key", "is missing");
    }

    @ParameterizedTest
    @ValueSource(strings = {" ww4f0c9be27a61d835", "ww4f0c9be27a61d835 ", "ww4f 0c9b", "ww4f\t0c9b", "ww4f\u3000c9b"})
    void a_corp_id_with_blanks_is_refused(String corpId) {
        assertRefused(builder.corpId(corpId), "corp-id", "must not contain blanks");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"ab", "abc-def", "abc def", " abcdef", "abcdef ", "口令口令", "abcdefghijklmnopqrstuvwxyz0123456"})
    void a_token_that_the_console_would_not_take_is_refused(String token) {
        assertRefused(builder.token(token), "token", "must consist of 3 to 32 letters and digits");
    }

    @ParameterizedTest
    @ValueSource(strings = {"abc", "ABC123", "abcdefghijklmnopqrstuvwxyz012345"})
    void a_token_of_3_to_32_letters_and_digits_is_taken(String token) {
        assertThat(builder.token(token).build().crypto()).isNotNull();
    }

    @Test
    void a_key_of_another_length_is_refused() {
        assertRefused(builder.aesKey("Zk3Qm8vT1x"), "aes-key", "must have 43 characters, but has 10");
    }

    @Test
    void a_key_of_other_characters_is_refused() {
        assertRefused(
                builder.aesKey("-" + WeCom.AES_KEY.substring(1)), "aes-key", "must consist of letters and digits");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", ".", "..", "a b", "a/b", "..%2f", "a?b", "a#b", "a;b", "客户", "{name}", "*"})
    void a_name_that_is_no_url_segment_is_refused(String name) {
        assertThatExceptionOfType(InvalidAccountException.class)
                .isThrownBy(() -> builder.name(name).build())
                .satisfies(refused -> {
                    assertThat(refused.getAccount()).isEqualTo(name);
                    assertThat(refused.getProperty()).isEqualTo("name");
                    assertThat(refused.getProblem())
                            .isEqualTo(
                                    "must be a URL segment of letters, digits, '-', '_', '.' and '~', but neither '.' nor '..'");
                });
    }

    @Test
    void a_name_that_is_longer_than_what_is_looked_up_is_refused() {
        assertThat(builder.name("a".repeat(100)).build().name()).hasSize(100);
        assertThatExceptionOfType(InvalidAccountException.class)
                .isThrownBy(builder.name("a".repeat(101))::build)
                .withMessageEndingWith("name must have at most 100 characters");
    }

    @ParameterizedTest
    @ValueSource(strings = {"hr", "HR-2", "sales_eu", "v1.2", ".a", "...", "a~b", "0"})
    void a_name_that_is_a_url_segment_is_taken(String name) {
        assertThat(builder.name(name).build().name()).isEqualTo(name);
    }

    @Test
    void an_account_shows_its_name_and_kind_only() {
        assertThat(builder.name("hr").build()).hasToString("Account[hr, APP]");
        assertThat(builder.toString()).doesNotContain(WeCom.TOKEN, WeCom.AES_KEY);
    }

    private static Account.Builder fresh() {
        return Account.app(WeCom.CORP_ID, WeCom.TOKEN, WeCom.AES_KEY);
    }

    /** The whole message is compared, so no value can be in it. */
    private static void assertRefused(Account.Builder builder, String property, String problem) {
        assertThatExceptionOfType(InvalidAccountException.class)
                .isThrownBy(builder.name("hr")::build)
                .withMessage("Account 'hr': " + property + " " + problem)
                .withNoCause()
                .satisfies(refused -> {
                    assertThat(refused.getAccount()).isEqualTo("hr");
                    assertThat(refused.getProperty()).isEqualTo(property);
                    assertThat(refused.getProblem()).isEqualTo(problem);
                });
    }
}
