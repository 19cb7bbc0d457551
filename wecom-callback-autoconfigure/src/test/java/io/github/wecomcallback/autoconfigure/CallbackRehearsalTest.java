// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.wecomcallback.exchange.CallbackResponse;
import io.github.wecomcallback.message.Envelope;
import io.github.wecomcallback.support.LogCapture;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.slf4j.event.Level;
import org.springframework.boot.autoconfigure.preinitialize.BackgroundPreinitializer;
import org.springframework.core.io.support.SpringFactoriesLoader;

class CallbackRehearsalTest {

    @RegisterExtension
    private final LogCapture log = LogCapture.at(Level.INFO);

    @Test
    void a_callback_goes_all_the_way_before_the_application_is_there() {
        CallbackResponse response = new CallbackRehearsal().rehearse();

        assertThat(response.status()).isEqualTo(200);
        assertThat(Envelope.read(response.body()).encrypted()).isNotEmpty();
    }

    @Test
    void nobody_hears_of_it_and_nothing_is_left_of_it() {
        Set<Thread> before = ourThreads();

        new CallbackRehearsal().preinitialize();

        assertThat(log.text()).isEmpty();
        await().untilAsserted(() -> assertThat(before).containsAll(ourThreads()));
    }

    @Test
    void boot_knows_of_it() {
        assertThat(SpringFactoriesLoader.forDefaultResourceLocation().load(BackgroundPreinitializer.class))
                .hasAtLeastOneElementOfType(CallbackRehearsal.class);
    }

    private static Set<Thread> ourThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("wecom-"))
                .collect(Collectors.toSet());
    }
}
