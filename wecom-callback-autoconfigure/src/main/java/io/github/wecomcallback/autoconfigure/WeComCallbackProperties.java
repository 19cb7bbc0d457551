// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.autoconfigure;

import io.github.wecomcallback.exchange.LatePolicy;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import lombok.Getter;
import lombok.Setter;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.NestedConfigurationProperty;
import org.springframework.util.unit.DataSize;

/** Configuration of WeCom callbacks. For an application with one callback URL, it is that account's as well. */
@Getter
@Setter
@ConfigurationProperties("wecom.callback")
public class WeComCallbackProperties extends AccountProperties {

    /** Whether to receive WeCom callbacks. */
    private boolean enabled = true;

    /** Path of the callback URL; further accounts are served below it, each under its name. */
    private String path = "/wecom/callback";

    /** Accounts by name, for an application with several callback URLs. */
    private Map<String, AccountProperties> apps = new LinkedHashMap<>();

    /** How far a request's signed time may be from now. 0 lets any time through. */
    private Duration timestampWindow = Duration.ofMinutes(5);

    /** How long a callback waits for its handlers. WeCom hangs up after 5 seconds. */
    private Duration replyTimeout = Duration.ofMillis(4500);

    /** What to answer when the handlers are not done by then. */
    private LatePolicy late = LatePolicy.REDELIVER;

    /** Largest body of a request; a larger one is refused unread. */
    private DataSize maxBodySize = DataSize.ofKilobytes(256);

    /** Whether the application's own endpoints and clients may speak XML by Jackson, which is on the class path only for WeCom. */
    private boolean mvcXml;

    @NestedConfigurationProperty
    private final Lookup lookup = new Lookup();

    @NestedConfigurationProperty
    private final Guard guard = new Guard();

    @NestedConfigurationProperty
    private final Handlers handlers = new Handlers();

    /** How accounts of an AccountRepository bean are kept. */
    @Getter
    @Setter
    public static class Lookup {

        /** How long an account that an AccountRepository bean found, or did not find, is kept. 0 asks it on every callback. */
        private Duration keep = Duration.ofMinutes(1);

        /** How many accounts of an AccountRepository bean are kept. */
        private int maxAccounts = 10_000;
    }

    /** What is remembered to know redeliveries. */
    @Getter
    @Setter
    public static class Guard {

        /** How long a message is remembered after its handlers were done. */
        private Duration remember = Duration.ofMinutes(10);

        /** How many messages are remembered; beyond it the oldest are forgotten. */
        private int maxMessages = 100_000;
    }

    /** The threads that handlers run on. */
    @Getter
    @Setter
    public static class Handlers {

        /** Number of threads. Without meaning where virtual threads are on. */
        private int threads = 64;

        /** How many callbacks may be running or waiting for a thread; beyond it they are answered 503 and delivered again. */
        private int capacity = 1024;
    }
}
