// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.console;

import io.github.wecomcallback.annotation.WeComEventHandler;
import io.github.wecomcallback.annotation.WeComFallbackHandler;
import io.github.wecomcallback.annotation.WeComMessageHandler;
import io.github.wecomcallback.message.Contact;
import io.github.wecomcallback.message.UserMessage;
import io.github.wecomcallback.message.WeComMessage;
import io.github.wecomcallback.support.WeCom;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.security.autoconfigure.actuate.web.servlet.ManagementWebSecurityAutoConfiguration;
import org.springframework.boot.security.autoconfigure.web.servlet.SecurityFilterAutoConfiguration;
import org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** One application with a console, an inbox, and an account of each kind, which the tests of the console share. */
@SpringBootTest(
        webEnvironment = WebEnvironment.RANDOM_PORT,
        classes = OverTomcat.App.class,
        properties = {
            "spring.datasource.generate-unique-name=true",
            "wecom.callback.console.enabled=true",
            "wecom.callback.inbox.enabled=true",
            "wecom.callback.inbox.poll-interval=200ms",
            "wecom.callback.inbox.retry.attempts=1",
            "wecom.callback.corp-id=" + WeCom.CORP_ID,
            "wecom.callback.token=" + WeCom.TOKEN,
            "wecom.callback.aes-key=" + WeCom.AES_KEY,
            "wecom.callback.apps.market.kind=suite",
            "wecom.callback.apps.market.suite-id=ww0123456789abcdef",
            "wecom.callback.apps.market.token=" + WeCom.TOKEN,
            "wecom.callback.apps.market.aes-key=" + WeCom.AES_KEY,
            "wecom.callback.apps.system.kind=provider",
            "wecom.callback.apps.system.provider-corp-id=ww0123456789abcdef",
            "wecom.callback.apps.system.token=" + WeCom.TOKEN,
            "wecom.callback.apps.system.aes-key=" + WeCom.AES_KEY,
            "wecom.callback.apps.gate.kind=device",
            "wecom.callback.apps.gate.provider-corp-id=ww0123456789abcdef",
            "wecom.callback.apps.gate.token=" + WeCom.TOKEN,
            "wecom.callback.apps.gate.aes-key=" + WeCom.AES_KEY,
            "wecom.callback.apps.helper.kind=bot",
            "wecom.callback.apps.helper.token=" + WeCom.TOKEN,
            "wecom.callback.apps.helper.aes-key=" + WeCom.AES_KEY,
            "wecom.callback.apps.group.kind=group-bot",
            "wecom.callback.apps.group.token=" + WeCom.TOKEN,
            "wecom.callback.apps.group.aes-key=" + WeCom.AES_KEY,
            "wecom.callback.apps.mini.kind=mini-program",
            "wecom.callback.apps.mini.app-id=wx0123456789abcdef",
            "wecom.callback.apps.mini.token=" + WeCom.TOKEN,
            "wecom.callback.apps.mini.aes-key=" + WeCom.AES_KEY,
            "wecom.callback.apps.open.kind=mini-program",
            "wecom.callback.apps.open.mode=plaintext",
            "wecom.callback.apps.open.app-id=wx0123456789abcdef",
            "wecom.callback.apps.open.token=" + WeCom.TOKEN
        })
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@interface OverTomcat {

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration(
            exclude = {
                ManagementWebSecurityAutoConfiguration.class,
                ServletWebSecurityAutoConfiguration.class,
                SecurityFilterAutoConfiguration.class
            })
    class App {

        @Bean
        Members members() {
            return new Members();
        }
    }

    class Members {

        @WeComMessageHandler(type = "text", condition = "#message.get('Content') != 'nothing'")
        String text(UserMessage.Text text) {
            return "收到:" + text.content();
        }

        @WeComEventHandler(event = "change_contact", changeType = "create_user")
        void created(Contact.UserCreated event) {
            throw new IllegalStateException("the directory does not know " + event.userId());
        }

        @WeComEventHandler
        void left(Contact.UserDeleted event) {}

        @WeComFallbackHandler
        void rest(WeComMessage message) {}
    }
}
