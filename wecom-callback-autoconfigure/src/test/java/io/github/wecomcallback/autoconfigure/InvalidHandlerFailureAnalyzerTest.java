// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.wecomcallback.annotation.WeComMessageHandler;
import io.github.wecomcallback.support.WeCom;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class InvalidHandlerFailureAnalyzerTest {

    @Test
    void a_handler_that_cannot_work_stops_the_start_and_says_how_to_mend_it(CapturedOutput output) {
        SpringApplicationBuilder app = new SpringApplicationBuilder(App.class)
                .properties("server.port=0")
                .properties(Arrays.asList(WeCom.properties()).toArray(String[]::new));

        assertThatThrownBy(app::run).isInstanceOf(Exception.class);

        assertThat(output)
                .contains("APPLICATION FAILED TO START")
                .contains("#help(Thread) has a parameter that nothing can be passed for: java.lang.Thread")
                .contains("A parameter can be a typed record");
    }

    @EnableAutoConfiguration
    static class App {

        @WeComMessageHandler(type = "text")
        String help(Thread thread) {
            return thread.getName();
        }
    }
}
