// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.test;

import io.github.wecomcallback.account.Account;
import io.github.wecomcallback.account.AccountKind;
import io.github.wecomcallback.account.AccountRepository;
import java.net.URI;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Plays WeCom to an application: signs and encrypts what it sends with the secrets of one of the application's accounts,
 * and opens what comes back.
 *
 * <pre>{@code
 * @WeComCallbackTest
 * class ConversationTest {
 *
 *   @Autowired WeComCallbackTester tester;
 *
 *   @Test
 *   void answers_a_text() {
 *     tester.text("li.wei", "hi").send().expectReplyText("收到:hi");
 *   }
 * }
 * }</pre>
 *
 * <p>It is a bean of a {@link WeComCallbackTest}, which starts only what handles callbacks, and of any {@code
 * @SpringBootTest} with {@link AutoConfigureWeComCallbackTester}: there it takes the way through MockMvc, or over HTTP
 * where the test has started a server. For an application that runs elsewhere there is {@link #over}.
 *
 * <p>Callbacks go to the account named {@value Account#DEFAULT_NAME}, or to the only one; {@link #account} chooses
 * another. Thread-safe.
 */
public final class WeComCallbackTester {

    private final AccountRepository accounts;
    private final Transport transport;
    private final @Nullable String chosen;

    WeComCallbackTester(AccountRepository accounts, Transport transport) {
        this(accounts, transport, null);
    }

    private WeComCallbackTester(AccountRepository accounts, Transport transport, @Nullable String chosen) {
        this.accounts = accounts;
        this.transport = transport;
        this.chosen = chosen;
    }

    /**
     * Over HTTP, to an application that runs.
     *
     * <pre>{@code
     * WeComCallbackTester tester = WeComCallbackTester.over(
     *     URI.create("http://localhost:8080/wecom/callback"), Account.app("ww0123456789abcdef", token, aesKey).build());
     * }</pre>
     *
     * @param url the callback URL, as it stands in the admin console
     * @param account the account whose URL that is
     */
    public static WeComCallbackTester over(URI url, Account account) {
        return new WeComCallbackTester(
                AccountRepository.of(List.of(account)), new HttpTransport(ignored -> url), account.name());
    }

    /** One that sends to the account of that name. */
    public WeComCallbackTester account(String name) {
        return new WeComCallbackTester(accounts, transport, name);
    }

    /** A text that somebody writes: to an app, a bot or a mini program, whatever the account is. */
    public OutgoingCallback text(String from, String content) {
        AccountKind kind = platform().account().kind();
        return switch (kind) {
            case BOT -> sample("bot.text").from(from).with("text.content", content);
            case GROUP_BOT -> sample("groupbot.xml.text").from(from).with("Text.Content", content);
            case MINI_PROGRAM -> sample("miniprogram.xml.text").from(from).with("Content", content);
            default -> sample("msg.text").from(from).with("Content", content);
        };
    }

    /**
     * An event without a change type, such as {@code subscribe}, with the fields of its sample. For a suite or provider
     * it is what they call {@code InfoType}.
     */
    public OutgoingCallback event(String event) {
        Platform platform = platform();
        return fresh(platform, Samples.ofEvent(event, null, platform.account().kind()));
    }

    /** An event, such as {@code change_contact} with {@code create_user}, with the fields of its sample. */
    public OutgoingCallback event(String event, String changeType) {
        Platform platform = platform();
        return fresh(
                platform, Samples.ofEvent(event, changeType, platform.account().kind()));
    }

    /**
     * One of the {@linkplain Samples samples} of all that WeCom sends.
     *
     * @param id such as {@code change_contact.create_user} or {@code msg.image}
     */
    public OutgoingCallback sample(String id) {
        return fresh(platform(), Samples.named(id));
    }

    /**
     * The sample that arrives as this record.
     *
     * <pre>{@code
     * tester.payload(Contact.UserCreated.class).with("UserID", "u1").send();
     * }</pre>
     */
    public OutgoingCallback payload(Class<? extends Record> type) {
        Platform platform = platform();
        return fresh(platform, Samples.ofType(type, platform.account().kind()));
    }

    /**
     * A plaintext of the test's own, XML or JSON. It is sent as it is: sent twice, it is a redelivery. Only a time that was
     * more than a minute ago becomes the present one, since the application refuses old messages as replays. To see that,
     * set the time: {@code with("CreateTime", 1767232861)}.
     */
    public OutgoingCallback plaintext(String plaintext) {
        return new OutgoingCallback(platform(), plaintext, false);
    }

    /** Verifies the account's URL, as the admin console does when it is saved. */
    public UrlVerification verifyUrl() {
        return platform().verifyUrl();
    }

    AccountKind kind() {
        return receiver().kind();
    }

    private static OutgoingCallback fresh(Platform platform, Sample sample) {
        return new OutgoingCallback(platform, sample.plaintext(), true);
    }

    private Platform platform() {
        return new Platform(receiver(), transport);
    }

    private Account receiver() {
        Collection<Account> known = accounts.known();
        if (chosen == null && known.size() == 1) {
            return known.iterator().next();
        }
        Account account = accounts.findByName(chosen == null ? Account.DEFAULT_NAME : chosen);
        if (account == null) {
            String names = known.stream().map(Account::name).collect(Collectors.joining(", "));
            throw new IllegalStateException((chosen == null
                            ? "Say with account(name) which account is meant"
                            : "There is no account '" + chosen + "'")
                    + (names.isEmpty() ? "." : "; there are: " + names));
        }
        return account;
    }
}
