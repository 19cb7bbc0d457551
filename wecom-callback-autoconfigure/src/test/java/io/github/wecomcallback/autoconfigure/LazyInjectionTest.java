// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import io.github.wecomcallback.account.AccountLookup;
import io.github.wecomcallback.api.WeComApi;
import io.github.wecomcallback.bot.BotMedia;
import io.github.wecomcallback.bot.BotMediaException;
import io.github.wecomcallback.bot.BotResponder;
import io.github.wecomcallback.bot.StreamStatistics;
import io.github.wecomcallback.delivery.DeadLetters;
import io.github.wecomcallback.delivery.InboxMonitor;
import io.github.wecomcallback.delivery.InboxStatistics;
import io.github.wecomcallback.exchange.CallbackProcessor;
import io.github.wecomcallback.exchange.CallbackStatistics;
import io.github.wecomcallback.exchange.RecentCallbacks;
import io.github.wecomcallback.handler.HandlerDispatcher;
import io.github.wecomcallback.kf.KfMonitor;
import io.github.wecomcallback.kf.KfSender;
import io.github.wecomcallback.kf.KfStatistics;
import io.github.wecomcallback.support.Databases;
import io.github.wecomcallback.support.WeCom;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Map;
import javax.sql.DataSource;
import org.aopalliance.intercept.MethodInterceptor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.aop.support.AopUtils;
import org.springframework.aop.target.EmptyTargetSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.context.annotation.Lazy;

/** What applications inject can stand behind a proxy, and be mocked without changing its class. */
class LazyInjectionTest {

    @ParameterizedTest
    @ValueSource(
            classes = {
                AccountLookup.class,
                BotMedia.class,
                BotResponder.class,
                CallbackProcessor.class,
                CallbackStatistics.class,
                DeadLetters.class,
                HandlerDispatcher.class,
                InboxMonitor.class,
                InboxStatistics.class,
                KfMonitor.class,
                KfSender.class,
                KfStatistics.class,
                RecentCallbacks.class,
                StreamStatistics.class,
                WeComApi.class
            })
    void a_subclass_can_stand_in_its_place(Class<?> type) {
        assertThat(subclass(type, call -> null)).isInstanceOf(type);
        // A proxy would run these on itself, where there is nothing.
        assertThat(type.getMethods())
                .filteredOn(method -> method.getDeclaringClass() == type)
                .noneMatch(method -> Modifier.isFinal(method.getModifiers()));
    }

    @Test
    void the_subclass_answers_in_its_place() {
        WeComApi api = (WeComApi) subclass(WeComApi.class, call -> {
            throw new IllegalStateException("in its place");
        });

        assertThatThrownBy(() -> api.get(WeCom.account(), "/cgi-bin/user/get", Map.of()))
                .hasMessage("in its place");
    }

    /** As mocking libraries and Spring make one: without calling a constructor. */
    private static Object subclass(Class<?> type, MethodInterceptor answer) {
        ProxyFactory factory = new ProxyFactory();
        factory.setTargetSource(EmptyTargetSource.forClass(type));
        factory.setProxyTargetClass(true);
        factory.addAdvice(answer);
        return factory.getProxy();
    }

    @Test
    void beans_that_are_injected_lazily_work() {
        try (HikariDataSource database = Databases.H2.empty()) {
            new WebApplicationContextRunner()
                    .withConfiguration(AutoConfigurations.of(
                            WeComCallbackAutoConfiguration.class,
                            WeComCallbackApiAutoConfiguration.class,
                            WeComCallbackBotAutoConfiguration.class,
                            WeComCallbackStorageAutoConfiguration.class,
                            WeComCallbackInboxAutoConfiguration.class,
                            WeComCallbackKfAutoConfiguration.class))
                    .withBean(DataSource.class, () -> database)
                    .withPropertyValues(WeCom.properties())
                    .withPropertyValues(
                            "wecom.callback.secret=the-s3cret",
                            "wecom.callback.inbox.enabled=true",
                            "wecom.callback.console.enabled=true")
                    .withBean(Lazily.class)
                    .run(context -> context.getBean(Lazily.class).useAll());
        }
    }

    record Lazily(
            @Lazy AccountLookup accounts,
            @Lazy BotMedia media,
            @Lazy BotResponder responder,
            @Lazy CallbackProcessor processor,
            @Lazy CallbackStatistics statistics,
            @Lazy DeadLetters deadLetters,
            @Lazy HandlerDispatcher handlers,
            @Lazy InboxMonitor inbox,
            @Lazy InboxStatistics inboxStatistics,
            @Lazy KfMonitor kf,
            @Lazy KfSender sender,
            @Lazy KfStatistics kfStatistics,
            @Lazy RecentCallbacks recent,
            @Lazy StreamStatistics streams,
            @Lazy WeComApi api) {

        void useAll() {
            for (Method part : Arrays.stream(Lazily.class.getRecordComponents())
                    .map(component -> component.getAccessor())
                    .toList()) {
                assertThat(AopUtils.isCglibProxy(value(part)))
                        .as(part.getName())
                        .isTrue();
            }
            assertThat(accounts.find("default")).isNotNull();
            assertThatThrownBy(() -> media.read(WeCom.account(), "no address", 1))
                    .isInstanceOf(BotMediaException.class)
                    .hasMessageContaining("no address");
            assertThat(deadLetters.list(1)).isEmpty();
            assertThat(handlers.handlerCount()).isEqualTo(handlers.routes().size());
            assertThat(inbox.overview()).isNotNull();
            assertThat(kf.overview()).isNotNull();
        }

        private Object value(Method accessor) {
            try {
                return accessor.invoke(this);
            } catch (ReflectiveOperationException ex) {
                throw new AssertionError(ex);
            }
        }
    }
}
