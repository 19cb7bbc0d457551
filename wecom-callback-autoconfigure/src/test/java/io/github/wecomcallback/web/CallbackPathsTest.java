// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.wecomcallback.account.Account;
import io.github.wecomcallback.account.AccountRepository;
import io.github.wecomcallback.support.WeCom;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.http.server.PathContainer;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPattern.PathMatchInfo;
import org.springframework.web.util.pattern.PathPatternParser;

class CallbackPathsTest {

    @Test
    void the_default_account_has_the_base_path_and_one_below() {
        CallbackPaths paths = CallbackPaths.of("/wecom", accounts("default"));

        assertThat(accountAt(paths, "/wecom")).isEqualTo("no name");
        assertThat(accountAt(paths, "/wecom/default")).isEqualTo("default");
    }

    @Test
    void without_a_default_account_the_base_path_is_none_of_ours() {
        CallbackPaths paths = CallbackPaths.of("/wecom", accounts("sales", "contacts"));

        assertThat(accountAt(paths, "/wecom")).isNull();
        assertThat(accountAt(paths, "/wecom/sales")).isEqualTo("sales");
        assertThat(accountAt(paths, "/wecom/contacts")).isEqualTo("contacts");
    }

    @Test
    void other_names_below_the_base_path_are_none_of_ours() {
        CallbackPaths paths = CallbackPaths.of("/wecom", accounts("default", "a.b", "x-y_z~1"));

        assertThat(accountAt(paths, "/wecom/a.b")).isEqualTo("a.b");
        assertThat(accountAt(paths, "/wecom/x-y_z~1")).isEqualTo("x-y_z~1");
        assertThat(List.of("/wecom/axb", "/wecom/other", "/wecom/default/x", "/wecom/defaults", "/wecom/"))
                .allSatisfy(path -> assertThat(accountAt(paths, path)).isNull());
    }

    @Test
    void where_accounts_are_not_known_beforehand_every_name_is_taken() {
        AccountRepository unknown = name -> null;

        CallbackPaths paths = CallbackPaths.of("/wecom", unknown);

        assertThat(accountAt(paths, "/wecom")).isEqualTo("no name");
        assertThat(accountAt(paths, "/wecom/whoever")).isEqualTo("whoever");
        assertThat(accountAt(paths, "/wecom/whoever/else")).isNull();
    }

    private static String accountAt(CallbackPaths paths, String path) {
        PathContainer parsed = PathContainer.parsePath(path);
        for (String text : paths.patterns()) {
            PathPattern pattern = PathPatternParser.defaultInstance.parse(text);
            PathMatchInfo match = pattern.matchAndExtract(parsed);
            if (match != null) {
                return match.getUriVariables().getOrDefault(CallbackPaths.ACCOUNT_VARIABLE, "no name");
            }
        }
        return null;
    }

    private static AccountRepository accounts(String... names) {
        return AccountRepository.of(Arrays.stream(names)
                .map(name -> Account.app(WeCom.CORP_ID, WeCom.TOKEN, WeCom.AES_KEY)
                        .name(name)
                        .build())
                .toList());
    }
}
