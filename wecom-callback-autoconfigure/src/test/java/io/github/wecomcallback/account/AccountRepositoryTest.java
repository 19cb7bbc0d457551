// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.wecomcallback.support.WeCom;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AccountRepositoryTest {

    private final Account hr = account("hr");
    private final Account sales = account("sales");

    @Test
    void an_account_is_found_by_its_name_as_it_is_written() {
        AccountRepository repository = AccountRepository.of(List.of(hr, sales));

        assertThat(repository.findByName("hr")).isSameAs(hr);
        assertThat(repository.findByName("sales")).isSameAs(sales);
        assertThat(repository.findByName("HR")).isNull();
        assertThat(repository.findByName("")).isNull();
    }

    @Test
    void the_known_accounts_keep_their_order() {
        assertThat(AccountRepository.of(List.of(sales, hr)).known()).containsExactly(sales, hr);
    }

    @Test
    void what_is_done_to_the_list_afterwards_does_not_matter() {
        List<Account> accounts = new ArrayList<>(List.of(hr));
        AccountRepository repository = AccountRepository.of(accounts);

        accounts.clear();

        assertThat(repository.findByName("hr")).isSameAs(hr);
    }

    @Test
    void the_known_accounts_cannot_be_taken_away() {
        AccountRepository repository = AccountRepository.of(List.of(hr));

        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> repository.known().clear());
    }

    @Test
    void there_may_be_no_account_at_all() {
        AccountRepository repository = AccountRepository.of(List.of());

        assertThat(repository.findByName("default")).isNull();
        assertThat(repository.known()).isEmpty();
    }

    @Test
    void two_accounts_of_the_same_name_are_refused() {
        assertThatExceptionOfType(InvalidAccountException.class)
                .isThrownBy(() -> AccountRepository.of(List.of(hr, sales, account("hr"))))
                .withMessage("Account 'hr': name is the name of two accounts")
                .satisfies(refused -> assertThat(refused.getProperty()).isEqualTo("name"));
    }

    @Test
    void a_repository_of_the_applications_own_lists_no_accounts_unless_it_says_so() {
        AccountRepository repository = name -> hr;

        assertThat(repository.known()).isEmpty();
    }

    private static Account account(String name) {
        return Account.app(WeCom.CORP_ID, WeCom.TOKEN, WeCom.AES_KEY).name(name).build();
    }
}
