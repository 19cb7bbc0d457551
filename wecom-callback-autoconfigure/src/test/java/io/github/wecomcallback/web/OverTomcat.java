// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.web;

import io.github.wecomcallback.annotation.WeComEventHandler;
import io.github.wecomcallback.annotation.WeComMessageHandler;
import io.github.wecomcallback.handler.CallbackContext;
import io.github.wecomcallback.message.Contact;
import io.github.wecomcallback.message.UserMessage;
import io.github.wecomcallback.message.WeComMessage;
import io.github.wecomcallback.support.WeCom;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** One application with a real server, which all tests over HTTP share. */
@SpringBootTest(
        webEnvironment = WebEnvironment.RANDOM_PORT,
        classes = OverTomcat.App.class,
        properties = {
            "wecom.callback.corp-id=" + WeCom.CORP_ID,
            "wecom.callback.token=" + WeCom.TOKEN,
            "wecom.callback.aes-key=" + WeCom.AES_KEY,
            "wecom.callback.apps.contacts.corp-id=" + OverTomcat.OTHER_CORP_ID,
            "wecom.callback.apps.contacts.token=" + WeCom.TOKEN,
            "wecom.callback.apps.contacts.aes-key=" + WeCom.AES_KEY,
            "server.tomcat.connection-timeout=3s",
            "server.tomcat.keep-alive-timeout=60s"
        })
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@interface OverTomcat {

    /** The corp of the second account; its other secrets are those of the first. */
    String OTHER_CORP_ID = "ww0123456789abcdef";

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @Import(Handlers.class)
    class App {}

    class Handlers {

        private final List<CallbackContext> calls = new CopyOnWriteArrayList<>();
        private final List<Contact.UserCreated> created = new CopyOnWriteArrayList<>();
        private final List<Thread> threads = new CopyOnWriteArrayList<>();

        /** Every call there was. */
        List<CallbackContext> calls() {
            return calls;
        }

        List<Contact.UserCreated> created() {
            return created;
        }

        /** Those that calls were on. */
        List<Thread> threads() {
            return threads;
        }

        void forget() {
            calls.clear();
            created.clear();
            threads.clear();
        }

        @WeComMessageHandler
        void any(WeComMessage message, CallbackContext context) {
            calls.add(context);
            threads.add(Thread.currentThread());
        }

        @WeComMessageHandler(type = "text")
        String help(UserMessage.Text text) {
            return "收到:" + text.content();
        }

        @WeComEventHandler
        void created(Contact.UserCreated event) {
            created.add(event);
        }
    }
}
