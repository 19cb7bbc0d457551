// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.sample;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.web.server.context.WebServerInitializedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Tells how to try the sample. */
@Component
class Welcome {

    private static final Logger log = LoggerFactory.getLogger(Welcome.class);

    @EventListener
    void started(WebServerInitializedEvent event) {
        int port = event.getWebServer().getPort();
        log.info("""
                Ready for callbacks at http://localhost:{}/wecom/callback. To send some, as WeCom would, in another shell:

                    mvn -q -pl sample-app -am spring-boot:run -Dspring-boot.run.arguments="send http://localhost:{}"

                What arrives, and a form to send more: http://localhost:{}/wecom/console
                Health: http://localhost:{}/actuator/health
                """, port, port, port, port);
    }
}
