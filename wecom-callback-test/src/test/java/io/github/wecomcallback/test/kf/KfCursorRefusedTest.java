// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.test.kf;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.wecomcallback.annotation.WeComMessageHandler;
import io.github.wecomcallback.kf.KfCursorStore;
import io.github.wecomcallback.kf.KfDoor;
import io.github.wecomcallback.kf.MemoryKfCursorStore;
import io.github.wecomcallback.message.Kf;
import io.github.wecomcallback.test.AutoConfigureWeComCallbackTester;
import io.github.wecomcallback.test.FakeKf;
import io.github.wecomcallback.test.FakeWeCom;
import io.github.wecomcallback.test.SentMessage;
import io.github.wecomcallback.test.WeComCallbackTester;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** A cursor that the platform does not know any more must not block its account. */
@SpringBootTest(
        webEnvironment = WebEnvironment.RANDOM_PORT,
        classes = KfCursorRefusedTest.App.class,
        properties = {"wecom.callback.secret=the-secret", "wecom.callback.kf.poll-interval=100ms"})
@AutoConfigureWeComCallbackTester
class KfCursorRefusedTest {

    private static final String OPEN_KF_ID = "wkStale";
    private static final FakeWeCom WECOM = FakeWeCom.start();

    @Autowired
    private WeComCallbackTester tester;

    @DynamicPropertySource
    static void platform(DynamicPropertyRegistry registry) {
        registry.add("wecom.callback.api.base-url", WECOM::baseUrl);
    }

    @AfterAll
    static void stop() {
        WECOM.close();
    }

    @Test
    void it_is_pulled_anew_without_what_was_pulled_before() {
        FakeKf kf = WECOM.kf(OPEN_KF_ID);
        kf.customer("wmChen").writes("long ago");
        WECOM.timePasses(Duration.ofHours(1));
        kf.customer("wmChen").writes("now");

        kf.ring(tester).expectAcknowledged();

        kf.customer("wmChen").awaitReceived(1, Duration.ofSeconds(20));
        assertThat(kf.customer("wmChen").received())
                .extracting(SentMessage::text)
                .containsExactly("re: now");
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration(exclude = DataSourceAutoConfiguration.class)
    static class App {

        @Bean
        KfCursorStore store() {
            KfCursorStore store = new MemoryKfCursorStore(Clock.systemUTC());
            long pulledAt = Instant.now().plus(Duration.ofMinutes(50)).toEpochMilli();
            store.write(
                    new KfDoor("default", OPEN_KF_ID),
                    "{\"cursor\":\"of another time\",\"since\":0,\"pulledAt\":" + pulledAt + "}",
                    null,
                    0);
            return store;
        }

        @Bean
        Servicer servicer() {
            return new Servicer();
        }
    }

    static class Servicer {

        @WeComMessageHandler
        String answer(Kf.Text text) {
            return "re: " + text.content();
        }
    }
}
