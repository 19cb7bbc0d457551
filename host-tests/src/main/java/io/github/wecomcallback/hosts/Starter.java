// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.hosts;

import com.sun.net.httpserver.HttpServer;
import io.github.wecomcallback.account.Account;
import io.github.wecomcallback.api.WeComApi;
import io.github.wecomcallback.message.Payload;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.springframework.context.ApplicationContext;

/** Uses the starter, where there is one, and writes down what reaches the platform. */
final class Starter {

    private static final String TOKEN = "q7Lm2Xv9TnB4";
    private static final String AES_KEY = "Zk3Qm8vT1xYbN6cRw0Jp5sHdLgUe7aFyKi2oXtC9nVE";
    private static final String CORP_ID = "ww4f0c9be27a61d835";
    private static final byte[] ANSWER = "{\"errcode\":0,\"errmsg\":\"ok\",\"access_token\":\"t\",\"expires_in\":7200}"
            .getBytes(StandardCharsets.UTF_8);

    private Starter() {}

    /** What tells the starter about its account; nobody else reads it. */
    static String[] properties(Platform platform) {
        return new String[] {
            "--wecom.callback.corp-id=" + CORP_ID,
            "--wecom.callback.token=" + TOKEN,
            "--wecom.callback.aes-key=" + AES_KEY,
            "--wecom.callback.secret=s3cret",
            "--wecom.callback.api.base-url=" + platform.url()
        };
    }

    static void write(ApplicationContext context, Platform platform, Transcript transcript) {
        if (context.containsBean("weComApi")) {
            Use.write(context, transcript);
        }
        transcript.add("arrived at the platform", platform::calls);
    }

    /** Apart: without the starter this class cannot be loaded. */
    private static final class Use {

        static void write(ApplicationContext context, Transcript transcript) {
            Account account =
                    Account.app(CORP_ID, TOKEN, AES_KEY).secret("s3cret").build();
            transcript.add(
                    "call", () -> context.getBean(WeComApi.class).post(account, "/cgi-bin/any", Map.of("a", "b")));
            transcript.add(
                    "XML that is not plain",
                    () -> Payload.of("<?xml version='1.0'?><xml><A>x &lt; y</A><A><![CDATA[2]]></A></xml>")
                            .fields());
        }
    }

    /** Plays the platform, and remembers what came. */
    static final class Platform implements AutoCloseable {

        private final List<String> calls = new CopyOnWriteArrayList<>();
        private final HttpServer server;

        Platform() throws IOException {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/", exchange -> {
                exchange.getRequestBody().readAllBytes();
                calls.add(exchange.getRequestURI() + " "
                        + exchange.getRequestHeaders().entrySet());
                exchange.sendResponseHeaders(200, ANSWER.length);
                exchange.getResponseBody().write(ANSWER);
                exchange.close();
            });
            server.start();
        }

        String url() {
            return "http://127.0.0.1:" + server.getAddress().getPort();
        }

        List<String> calls() {
            return calls;
        }

        @Override
        public void close() {
            server.stop(0);
        }
    }
}
