// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.benchmarks.start;

import io.github.wecomcallback.annotation.OnText;
import io.github.wecomcallback.message.UserMessage;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.stereotype.Component;

/** The same with the starter and one handler. */
@SpringBootApplication
public class StarterApplication {

    /** Starts it. */
    public static void main(String[] args) {
        SpringApplication.run(StarterApplication.class, args);
    }

    /** The handler. */
    @Component
    static class Echo {

        @OnText
        String text(UserMessage.Text text) {
            return "收到:" + text.content();
        }
    }
}
