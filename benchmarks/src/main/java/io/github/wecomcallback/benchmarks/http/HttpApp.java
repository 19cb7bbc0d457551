// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.benchmarks.http;

import io.github.wecomcallback.benchmarks.peer.Handlers;
import io.github.wecomcallback.benchmarks.peer.WxJavaPeer;
import io.github.wecomcallback.benchmarks.process.Control;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** One application with the starter, an endpoint that does nothing with the same bytes, and a controller around WxJava. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration(exclude = DataSourceAutoConfiguration.class)
@Import({Handlers.class, HttpApp.Bare.class, HttpApp.WxJava.class, Control.class})
public class HttpApp {

    /** Starts it. */
    public static void main(String[] arguments) {
        SpringApplication.run(HttpApp.class, arguments);
    }

    /** Reads the bytes. */
    @RestController
    static class Bare {

        @PostMapping("/bare")
        String receive(@RequestBody byte[] body) {
            return "success";
        }
    }

    /** What the documentation of WxJava shows. */
    @RestController
    static class WxJava {

        private final WxJavaPeer peer = new WxJavaPeer();

        @PostMapping("/wxjava")
        String receive(
                @RequestParam("msg_signature") String signature,
                @RequestParam("timestamp") String timestamp,
                @RequestParam("nonce") String nonce,
                @RequestBody String body) {
            return peer.receive(signature, timestamp, nonce, body);
        }
    }
}
