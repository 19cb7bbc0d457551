// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.test;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Plays the API of WeCom: an HTTP server on the loopback address, at which an application pulls what customers wrote
 * (微信客服), sends to them, and finishes the answers of bots.
 *
 * <pre>{@code
 * try (FakeWeCom wecom = FakeWeCom.start()) {
 *   FakeKf kf = wecom.kf("wkAJ2GCAAASSm4");   // wecom.callback.api.base-url is wecom.baseUrl()
 *   kf.customer("wmChen").writes("快递多久到?");
 *   kf.ring(tester).expectAcknowledged();
 *
 *   kf.customer("wmChen").awaitReceived(1, Duration.ofSeconds(5));
 * }
 * }</pre>
 *
 * <p>It is as strict as the platform: with access tokens, doorbell tokens, cursors, codes and limits. Time can be moved
 * ahead with {@link #timePasses}, and what goes wrong in real life is said with {@link #on}. Thread-safe.
 */
public final class FakeWeCom implements AutoCloseable {

    /** Gives access tokens. */
    public static final String GET_TOKEN = "/cgi-bin/gettoken";

    /** Gives what customers wrote, page by page. */
    public static final String SYNC_MSG = "/cgi-bin/kf/sync_msg";

    /** Takes messages to customers. */
    public static final String SEND_MSG = "/cgi-bin/kf/send_msg";

    /** Takes messages that answer an event, such as a welcome. */
    public static final String SEND_MSG_ON_EVENT = "/cgi-bin/kf/send_msg_on_event";

    /** Takes the one active message for each {@code response_url} of a bot. */
    public static final String BOT_RESPONSE = "/cgi-bin/aibot/response";

    /** The errcode of a {@code msgid} that was used before. The number is ours; the platform's is not known to us. */
    public static final int DUPLICATE_MSGID = 999_001;

    /** The errcode of a code that is unknown, used or expired. The number is ours; the platform's is not known to us. */
    public static final int INVALID_CODE = 999_002;

    private static final int MOST_PATHS = 1_000;
    private static final int MOST_PER_PAGE = 1_000;
    private static final int UNKNOWN_ACCOUNT = 95000;

    private final PlatformRules rules = new PlatformRules();
    private final FakeTokens tokens = new FakeTokens(rules);
    private final FakeMedia media = new FakeMedia(rules.clock());
    private final SentMessages sent = new SentMessages();
    private final OneTimeCodes<FakeKf.KfEvent> eventCodes = new OneTimeCodes<>(rules.clock());
    private final BotResponses responses = new BotResponses(new OneTimeCodes<>(rules.clock()), sent::add);
    private final Map<String, FakeKf> accounts = new ConcurrentHashMap<>();
    private final Map<String, FakeApi> apis = new ConcurrentHashMap<>();
    private final FakeServer server;

    private FakeWeCom(int port) {
        KfSend send = new KfSend(rules, this::account, eventCodes, sent::add);
        add(GET_TOKEN, "GET", tokens);
        add(SYNC_MSG, "POST", tokens.guard(new KfPull(this::account)));
        add(SEND_MSG, "POST", tokens.guard(send::send));
        add(SEND_MSG_ON_EVENT, "POST", tokens.guard(send::sendOnEvent));
        add(BOT_RESPONSE, "POST", responses);
        this.server = new FakeServer(port, this::on);
    }

    /** Starts one at a port that is free. */
    public static FakeWeCom start() {
        return start(0);
    }

    /**
     * Starts one at that port.
     *
     * @throws java.io.UncheckedIOException when the port is taken
     */
    public static FakeWeCom start(int port) {
        return new FakeWeCom(port);
    }

    /** What {@code wecom.callback.api.base-url} is to be: {@code http://127.0.0.1:port}. */
    public String baseUrl() {
        return "http://127.0.0.1:" + server.port();
    }

    /**
     * Makes an app known. Once one is, others get no access token; before, everybody does.
     *
     * @return this
     */
    public FakeWeCom app(String corpId, String secret) {
        tokens.know(corpId, secret);
        return this;
    }

    /**
     * Says how long access tokens last that are given from now on; two hours otherwise.
     *
     * @return this
     */
    public FakeWeCom tokensLast(Duration time) {
        rules.tokensLast(time);
        return this;
    }

    /** Makes all access tokens invalid before their time, as the platform may. */
    public void revokeTokens() {
        tokens.revoke();
    }

    /** The customer-service account of that id. One that was never asked for is unknown to the API. */
    public FakeKf kf(String openKfId) {
        return accounts.computeIfAbsent(openKfId, id -> new FakeKf(id, rules, eventCodes));
    }

    private FakeKf account(String openKfId) {
        FakeKf kf = accounts.get(openKfId);
        if (kf == null) {
            throw new ApiException(UNKNOWN_ACCOUNT, "invalid open_kfid: say wecom.kf(id) to make it known");
        }
        return kf;
    }

    /**
     * Makes pages of pulled messages short, whatever the application asks for.
     *
     * @param most how many messages a page has, from 1 to 1000
     * @return this
     */
    public FakeWeCom pagesOf(int most) {
        if (most < 1 || most > MOST_PER_PAGE) {
            throw new IllegalArgumentException("A page has from 1 to 1000 messages");
        }
        rules.pageSize(most);
        return this;
    }

    /**
     * Makes some pages empty, though there is more to come behind them.
     *
     * @param every which ones: every second, third …; 0 for none
     * @return this
     */
    public FakeWeCom emptyPages(int every) {
        if (every < 0 || every == 1) {
            throw new IllegalArgumentException("At most every second page can be empty");
        }
        rules.emptyPages(every);
        return this;
    }

    /**
     * Begins at the beginning where a cursor is not one of the account's, instead of refusing it with 40058: for an
     * application that has kept the cursor of a platform that is no more.
     *
     * @return this
     */
    public FakeWeCom takesAnyCursor() {
        rules.anyCursor(true);
        return this;
    }

    /**
     * Says how long the tokens of doorbells last; ten minutes otherwise.
     *
     * @return this
     */
    public FakeWeCom bellsLast(Duration time) {
        rules.bellsLast(time);
        return this;
    }

    /**
     * Says how long the codes of events last; 20 seconds otherwise.
     *
     * @return this
     */
    public FakeWeCom codesLast(Duration time) {
        rules.codesLast(time);
        return this;
    }

    /**
     * Refuses with 45009 to let an account's messages be pulled more often without the token of a doorbell. Without this
     * there is no limit; the platform's is not published.
     *
     * @return this
     */
    public FakeWeCom limitWithoutToken(int calls, Duration per) {
        rules.rateWithoutToken(new Rate(calls, per));
        return this;
    }

    /**
     * Refuses with 45009 calls beyond a rate, at each path by itself. {@link FakeApi#limit} says it for one path.
     *
     * @return this
     */
    public FakeWeCom limit(int calls, Duration per) {
        rules.rate(new Rate(calls, per));
        return this;
    }

    /**
     * Refuses with 95001 more than five messages to a customer since the last of theirs, and any 48 hours after it.
     *
     * @return this
     */
    public FakeWeCom limitReplies() {
        rules.repliesLimited(true);
        return this;
    }

    /** A new {@code response_url}, as messages to bots carry it: good once, for an hour. */
    public String responseUrl() {
        return baseUrl() + responses.newUrl(BOT_RESPONSE);
    }

    /**
     * A picture, file or video for a bot, encrypted as the platform does.
     *
     * @param aesKey the EncodingAESKey of the bot's account
     * @return its address, for five minutes
     */
    public String media(String aesKey, byte[] bytes) {
        return baseUrl() + media.add(aesKey, bytes);
    }

    /**
     * What is at a path, to make it fail and to count its calls.
     *
     * <pre>{@code
     * wecom.on(FakeWeCom.SYNC_MSG).fails(3, Fault.errcode(45009, "api freq out of limit"));
     * }</pre>
     *
     * @param path such as {@link #SYNC_MSG}, or that of an address given by {@link #media}
     */
    public FakeApi on(String path) {
        FakeApi api = apis.get(path);
        if (api != null) {
            return api;
        }
        FakeHandler handler = path.startsWith(FakeMedia.PATH)
                ? only("GET", media)
                : call -> FakeAnswer.html(404, "There is no " + call.path());
        FakeApi added = new FakeApi(handler, rules);
        return apis.size() < MOST_PATHS ? apis.computeIfAbsent(path, ignored -> added) : added;
    }

    /** How often a path was called, whatever came of it. */
    public int calls(String path) {
        return on(path).calls();
    }

    /** What the application sent, in the order in which it came. */
    public List<SentMessage> sent() {
        return sent.all();
    }

    /** The same, once there are so many, or the time is over. */
    public List<SentMessage> awaitSent(int count, Duration time) {
        return sent.await(count, time);
    }

    /** Moves the platform's time ahead: so tokens, codes and messages expire without anybody waiting. */
    public void timePasses(Duration time) {
        rules.clock().moveAhead(time);
    }

    /** Stops it. Calls under way end, those that hang as well. */
    @Override
    public void close() {
        server.close();
    }

    /** The address. */
    @Override
    public String toString() {
        return "FakeWeCom[" + baseUrl() + "]";
    }

    private void add(String path, String method, FakeHandler handler) {
        apis.put(path, new FakeApi(only(method, handler), rules));
    }

    private static FakeHandler only(String method, FakeHandler handler) {
        return call -> call.method().equals(method) ? handler.answer(call) : FakeAnswer.html(405, "");
    }
}
