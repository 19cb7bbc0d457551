// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.autoconfigure;

import io.github.wecomcallback.bot.StreamSettings;
import io.github.wecomcallback.delivery.MemoryRedeliveryGuard;
import io.github.wecomcallback.exchange.LatePolicy;
import io.github.wecomcallback.handler.Retry;
import io.github.wecomcallback.kf.FirstPull;
import io.github.wecomcallback.kf.KfSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import lombok.Getter;
import lombok.Setter;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.NestedConfigurationProperty;
import org.springframework.util.unit.DataSize;

/** Configuration of WeCom callbacks. For an application with one callback URL, it is that account's as well. */
@Getter
@Setter
@ConfigurationProperties(WeComCallbackProperties.PREFIX)
public class WeComCallbackProperties extends AccountProperties {

    static final String PREFIX = "wecom.callback";

    /** Whether to receive WeCom callbacks. */
    private boolean enabled = true;

    /** Path of the callback URL; further accounts are served below it, each under its name. */
    private String path = "/wecom/callback";

    /** Accounts by name, for an application with several callback URLs. */
    private Map<String, AccountProperties> apps = new LinkedHashMap<>();

    /** How far a request's signed time may be from now, and with a minute more how long ago its message was made. At most half of guard.remember; 0 lets any time through. */
    private Duration timestampWindow = Duration.ofMinutes(5);

    /** How long a callback waits for its handlers. WeCom hangs up after 5 seconds. */
    private Duration replyTimeout = Duration.ofMillis(4500);

    /** What to answer when the handlers are not done by then. */
    private LatePolicy late = LatePolicy.REDELIVER;

    /** Largest body of a request; a larger one is refused unread. */
    private DataSize maxBodySize = DataSize.ofKilobytes(256);

    /** Whether log lines of callbacks and handlers carry wecom.account and wecom.message in their MDC. */
    private boolean mdc = true;

    @NestedConfigurationProperty
    private final Lookup lookup = new Lookup();

    @NestedConfigurationProperty
    private final Guard guard = new Guard();

    @NestedConfigurationProperty
    private final Handlers handlers = new Handlers();

    @NestedConfigurationProperty
    private final Inbox inbox = new Inbox();

    @NestedConfigurationProperty
    private final Api api = new Api();

    @NestedConfigurationProperty
    private final Kf kf = new Kf();

    @NestedConfigurationProperty
    private final Storage storage = new Storage();

    @NestedConfigurationProperty
    private final Console console = new Console();

    @NestedConfigurationProperty
    private final Bot bot = new Bot();

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

        /** Where it is remembered. Several nodes need a place that they share. */
        private GuardStore store = GuardStore.MEMORY;

        /** How long a message stays with a node that no longer says it is at work on it. Where nodes share a store. */
        private Duration lease = Duration.ofSeconds(5);

        /** How long a message is remembered after its handlers were done. */
        private Duration remember = Duration.ofMinutes(10);

        /** How many messages are remembered; beyond it the oldest are forgotten. */
        private int maxMessages = 100_000;

        /** About how much memory they and their replies may take; beyond it large replies are forgotten first. Where it is not set: a sixteenth of the heap, at least 4MB and at most 256MB. */
        private @Nullable DataSize maxBytes;

        long maxBytes() {
            return maxBytes == null ? MemoryRedeliveryGuard.defaultMaxBytes() : maxBytes.toBytes();
        }
    }

    /** The threads that handlers run on. */
    @Getter
    @Setter
    public static class Handlers {

        /** How many requests may run handlers on their own thread at a time. Those of more run on as many threads of a pool, or on virtual ones. */
        private int threads = 64;

        /** How many callbacks may be running or waiting for a thread; beyond it they are answered 503 and delivered again. */
        private int capacity = 1024;

        /** How long a handler may take that does not run from the inbox, the stage that it returns included. What takes longer is interrupted, and given up. */
        private Duration timeout = Duration.ofMinutes(10);
    }

    /** The durable inbox, from which handlers that do not reply run after the callback was acknowledged. */
    @Getter
    @Setter
    public static class Inbox {

        /** Whether to keep callbacks in a database until they are handled. Needs a DataSource and db-scheduler. */
        private boolean enabled;

        /** How many handlers of the inbox run at a time on this node. */
        private int threads = 8;

        /** How often to look for what other nodes left behind and for what is to be tried again. */
        private Duration pollInterval = Duration.ofSeconds(1);

        /** How long after its last sign of life a node is taken for dead, and what it was at goes to another. */
        private Duration lease = Duration.ofSeconds(20);

        /** How long a handler may take that runs from the inbox, the stage that it returns included. What takes longer is interrupted, and tried again. */
        private Duration handlerTimeout = Duration.ofMinutes(10);

        /** How long callbacks are kept after they were handled. Redeliveries are known by them. */
        private Duration keepHandled = Duration.ofDays(1);

        /** How long dead letters are kept. */
        private Duration keepDead = Duration.ofDays(30);

        @NestedConfigurationProperty
        private final RetryProperties retry = new RetryProperties();
    }

    /** How WeCom is called, for instance to pull customer-service messages. */
    @Getter
    @Setter
    public static class Api {

        /** Where WeCom's API is, without a slash at the end. */
        private String baseUrl = "https://qyapi.weixin.qq.com";

        /** How long to wait for a connection. */
        private Duration connectTimeout = Duration.ofSeconds(5);

        /** How long to wait for an answer. */
        private Duration readTimeout = Duration.ofSeconds(10);
    }

    /** How customer-service messages (微信客服) are pulled. */
    @Getter
    @Setter
    public static class Kf {

        /** Whether to pull customer-service messages when their bell rings. Where it is not set: whether an account has a secret. */
        private @Nullable Boolean enabled;

        /** Where to keep how far each account was pulled. Where it is not set: as guard.store, or jdbc where the inbox is on. */
        private @Nullable KfStore store;

        /** What is handled of an account that was never pulled before. */
        private FirstPull firstPull = FirstPull.FROM_NOW;

        /** How long after its last sign of life a node is taken for dead, and another pulls in its place. */
        private Duration lease = Duration.ofSeconds(20);

        /** How often to look for what other nodes left behind and for what is to be tried again. */
        private Duration pollInterval = Duration.ofSeconds(2);

        /** How many customer-service accounts are pulled at a time. */
        private int pulls = 4;

        /** How many customers' messages are handled at a time. */
        private int threads = 16;

        /** How long to wait for the handlers of one message. */
        private Duration handlerTimeout = Duration.ofMinutes(1);

        /** As what voice clips can be downloaded. */
        private VoiceFormat voiceFormat = VoiceFormat.AMR;

        @NestedConfigurationProperty
        private final KfRetry retry = new KfRetry();

        KfSettings toSettings() {
            return new KfSettings(
                    firstPull,
                    lease,
                    pollInterval,
                    pulls,
                    threads,
                    handlerTimeout,
                    retry.toRetry(),
                    voiceFormat.ordinal());
        }
    }

    /** Where it is kept how far customer-service accounts were pulled. */
    public enum KfStore {
        /** In this node, which after a restart begins anew. */
        MEMORY,
        /** In the application's database, for all nodes. */
        JDBC,
        /** In Redis, for all nodes. */
        REDIS
    }

    /** As what voice clips can be downloaded. */
    public enum VoiceFormat {
        /** AMR. */
        AMR,
        /** Silk. */
        SILK
    }

    /** How a customer-service message is tried again when a handler that does not run from the inbox fails. */
    @Getter
    @Setter
    public static class KfRetry {

        /** How often it is tried in all. What then still fails is logged, counted and passed. */
        private int attempts = 3;

        /** How long to wait after the first failure. Messages of the same customer wait as well. */
        private Duration delay = Duration.ofSeconds(1);

        /** How much longer to wait after each further failure. */
        private double multiplier = 3;

        /** How long to wait at most. */
        private Duration maxDelay = Duration.ofMinutes(1);

        Retry toRetry() {
            return new Retry(attempts, delay, multiplier, maxDelay);
        }
    }

    /** How handlers that run from the inbox are tried again, unless their {@code @WeComRetry} says otherwise. */
    @Getter
    @Setter
    public static class RetryProperties {

        /** How often a handler is tried in all. What then still fails becomes a dead letter. */
        private int attempts = 12;

        /** How long to wait after the first failure. */
        private Duration delay = Duration.ofSeconds(5);

        /** How much longer to wait after each further failure. */
        private double multiplier = 2;

        /** How long to wait at most. */
        private Duration maxDelay = Duration.ofHours(1);

        Retry toRetry() {
            return new Retry(attempts, delay, multiplier, maxDelay);
        }
    }

    /** Where the redelivery guard remembers. */
    public enum GuardStore {
        /** In this node. */
        MEMORY,
        /** In the application's database, for all nodes. */
        JDBC,
        /** In Redis, for all nodes. */
        REDIS
    }

    /** What is kept outside of memory. */
    @Getter
    @Setter
    public static class Storage {

        /** In which databases to create the tables at start. */
        private InitializeSchema initializeSchema = InitializeSchema.EMBEDDED;

        /** Keys of 32 bytes, in Base64, that encrypt payloads and replies where they are kept. The first encrypts, all decrypt. */
        private List<String> encryptionKeys = new ArrayList<>();
    }

    /** What is shown of callbacks to people. */
    @Getter
    @Setter
    public static class Console {

        /** Whether to remember what arrived lately, and to show it on the console page. */
        private boolean enabled;

        /** Path of the console page. */
        private String path = "/wecom/console";

        /** From where the console may be used: IP addresses, or ranges of them such as 10.0.0.0/8. */
        private List<String> allowedAddresses = new ArrayList<>(List.of("127.0.0.0/8", "::1"));

        /** Names that the console may be called by, beside localhost. */
        private List<String> allowedHosts = new ArrayList<>();

        /** Whether requests may reach the console by way of a proxy. Behind one on the same machine, everybody seems to be there. */
        private boolean behindProxy;

        /** Whether to remember and show what messages say as well. */
        private boolean showPlaintext;

        /** How many messages to remember. */
        private int maxCallbacks = 200;
    }

    /** What concerns AI bots only. */
    @Getter
    @Setter
    public static class Bot {

        @NestedConfigurationProperty
        private final Stream stream = new Stream();

        /** How long it may take to fetch all of a picture, file or video that was sent to a bot. */
        private Duration mediaTimeout = Duration.ofMinutes(5);

        /** Whether addresses in messages may be within the own network. Where it is not set: whether api.base-url is on this machine. */
        private @Nullable Boolean allowPrivateAddresses;
    }

    /** Streaming replies of AI bots. */
    @Getter
    @Setter
    public static class Stream {

        /** How many streams may be open at a time; beyond it a message is answered with the busy text. */
        private int maxOpen = 1000;

        /** How long a stream may take before it is cut. WeCom asks for six minutes. */
        private Duration maxDuration = Duration.ofSeconds(350);

        /** How long the source of a stream may say nothing before it is given up. */
        private Duration silence = Duration.ofSeconds(60);

        /** How long after WeCom asked last the source of a stream is cancelled. */
        private Duration pollTimeout = Duration.ofSeconds(30);

        /** What a stream ends with that is cut, because it is longer than 20,480 bytes or takes too long. */
        private String cutTail = "…";

        /** What a stream ends with whose source failed or fell silent. */
        private String failureText = "抱歉，出了点问题，请稍后再试。";

        /** The reply when too many streams are open. */
        private String busyText = "现在提问的人太多，请稍后再试。";

        StreamSettings toSettings() {
            return new StreamSettings(maxOpen, maxDuration, silence, pollTimeout, cutTail, failureText, busyText);
        }
    }

    /** In which databases to create the tables. */
    public enum InitializeSchema {
        /** In an H2 that is part of the application. */
        EMBEDDED,
        /** In any. */
        ALWAYS,
        /** In none. */
        NEVER
    }
}
