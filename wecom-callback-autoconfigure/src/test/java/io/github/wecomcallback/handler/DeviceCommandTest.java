// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.handler;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.wecomcallback.annotation.WeComEventHandler;
import io.github.wecomcallback.message.DeviceCloud;
import io.github.wecomcallback.message.Payload;
import io.github.wecomcallback.message.WeComMessage;
import io.github.wecomcallback.support.WeCom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;

/** What a device is told to do is selected like any event. */
class DeviceCommandTest {

    private final Devices devices = new Devices();
    private final HandlerDispatcher dispatcher = new HandlerDispatcher();

    @Test
    void a_command_reaches_the_handlers_that_name_it_or_take_its_record() {
        scan();

        dispatch("openhw.user_scan.json");

        assertThat(devices.calls).containsExactlyInAnyOrder("named user_scan", "typed ou_a1", "all user_scan");
    }

    @Test
    void another_command_reaches_only_who_takes_all_of_the_family() {
        scan();

        dispatch("openhw.remote_open_door.json");

        assertThat(devices.calls).containsExactly("all remote_open_door");
    }

    private void scan() {
        DefaultListableBeanFactory beans = new DefaultListableBeanFactory();
        beans.registerSingleton("devices", devices);
        new HandlerScanner(beans, List.of(), dispatcher, null).afterSingletonsInstantiated();
    }

    private void dispatch(String sample) {
        CallbackContext context = new CallbackContext(
                WeCom.account(), Map.of(), Map.of(), new byte[0], Payload.of(WeCom.sample(sample)), Instant.now());
        Dispatched dispatched = dispatcher
                .dispatch(context, new HandlerProgress(), handlers -> {}, handler -> HandlerWatch.NONE, Runnable::run)
                .join();
        assertThat(dispatched.failures()).isEmpty();
    }

    static class Devices {

        private final List<String> calls = new ArrayList<>();

        @WeComEventHandler(event = "user_scan")
        void named(WeComMessage message) {
            calls.add("named " + message.event());
        }

        @WeComEventHandler
        void typed(DeviceCloud.CodeScanned scanned) {
            calls.add("typed " + scanned.openUserId());
        }

        @WeComEventHandler
        void all(DeviceCloud any) {
            calls.add("all " + any.event());
        }
    }
}
