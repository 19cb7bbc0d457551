// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.hosts;

import java.nio.file.Path;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Runs an application, named by the first argument, and writes what it does into the file that the second one names, and
 * what it does with the starter into the third.
 */
public final class Host {

    private Host() {}

    public static void main(String[] args) throws Exception {
        Class<?> application = Class.forName("io.github.wecomcallback.hosts." + args[0]);
        try (Starter.Platform platform = new Starter.Platform();
                ConfigurableApplicationContext context =
                        SpringApplication.run(application, Starter.properties(platform))) {
            Transcript own = new Transcript();
            int port = ((WebServerApplicationContext) context).getWebServer().getPort();
            Requests.write(port, own);
            Clients.write(context, port, own);
            Surroundings.write(context, own);
            own.write(Path.of(args[1]));

            Transcript starter = new Transcript();
            Starter.write(context, platform, starter);
            starter.write(Path.of(args[2]));
        }
    }
}
