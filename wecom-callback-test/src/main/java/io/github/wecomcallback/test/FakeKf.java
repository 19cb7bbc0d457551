// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.test;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import tools.jackson.databind.node.ObjectNode;

/**
 * A customer-service account (微信客服) of {@link FakeWeCom}: its customers, the list of what they wrote, and its doorbell.
 *
 * <pre>{@code
 * FakeKf kf = wecom.kf("wkAJ2GCAAASSm4");
 * kf.customer("wmChen").writes("快递多久到?");
 * kf.ring(tester).expectAcknowledged();
 *
 * assertThat(kf.customer("wmChen").awaitReceived(1, Duration.ofSeconds(5)))
 *     .extracting(SentMessage::text)
 *     .containsExactly("明天");
 * }</pre>
 *
 * <p>What customers do is only added to the list: the application learns of it when the bell rings. Thread-safe.
 */
public final class FakeKf {

    private static final int INVALID_TOKEN = 95007;
    private static final String DOORBELL = "event.kf_msg_or_event";
    private static final AtomicLong IDS = new AtomicLong(System.currentTimeMillis() * 1_000);

    private final String openKfId;
    private final PlatformRules rules;
    private final OneTimeCodes<KfEvent> codes;
    private final KfMessages messages;
    private final RateLimit pullsWithoutToken;
    private final Gauge gauge = new Gauge();
    private final AtomicInteger pulls = new AtomicInteger();
    private final SentMessages sent = new SentMessages();
    private final Map<String, FakeCustomer> customers = new ConcurrentHashMap<>();
    private final Map<String, Instant> bells = new ConcurrentHashMap<>();

    FakeKf(String openKfId, PlatformRules rules, OneTimeCodes<KfEvent> codes) {
        this.openKfId = openKfId;
        this.rules = rules;
        this.codes = codes;
        this.messages = new KfMessages(rules);
        this.pullsWithoutToken = new RateLimit(rules.clock());
    }

    /** The id of this account. */
    public String id() {
        return openKfId;
    }

    /** The customer with that {@code external_userid}, who need not have been here before. */
    public FakeCustomer customer(String externalUserId) {
        return customers.computeIfAbsent(externalUserId, id -> new FakeCustomer(id, this, rules.clock()));
    }

    /**
     * Adds one of the samples {@code kf.*}, with a new id, the present time, this account, a new customer where it names
     * one, and a new code where it has one.
     *
     * @return its msgid
     */
    public String add(Sample sample) {
        ObjectNode item = FakeCall.json(sample.plaintext());
        boolean anonymous = !item.has("external_userid") && !item.path("event").has("external_userid");
        return add(item, customer("wm" + IDS.incrementAndGet()), anonymous);
    }

    /**
     * Adds many texts at once, of several customers in turns. They are numbered from 1 on: that is their content.
     *
     * @return their msgids
     */
    public List<String> addTexts(int count, int ofCustomers) {
        String begin = "wm" + IDS.incrementAndGet() + "_";
        List<String> ids = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            ids.add(customer(begin + i % ofCustomers).writes(Integer.toString(i + 1)));
        }
        return ids;
    }

    /** A new token, as the doorbell brings it. It is good for ten minutes, or what {@link FakeWeCom#bellsLast} says. */
    public String bell() {
        String token = "ENC" + UUID.randomUUID().toString().replace("-", "");
        bells.put(token, rules.clock().now());
        return token;
    }

    /** The event {@code kf_msg_or_event} with a new token, before it is sent. */
    public OutgoingCallback doorbell(WeComCallbackTester tester) {
        // It is told from others by its token, so its time can be the right one, to which messages are compared.
        return tester.sample(DOORBELL)
                .with("Token", bell())
                .with("OpenKfId", openKfId)
                .with("CreateTime", rules.clock().now().getEpochSecond());
    }

    /** Rings the doorbell at an application. */
    public DeliveredCallback ring(WeComCallbackTester tester) {
        return doorbell(tester).send();
    }

    /** What the application sent from this account, to all customers. */
    public List<SentMessage> sent() {
        return sent.all();
    }

    /** The same, once there are so many, or the time is over. */
    public List<SentMessage> awaitSent(int count, Duration time) {
        return sent.await(count, time);
    }

    /** How many messages and events were added. */
    public int size() {
        return messages.size();
    }

    /** How often the application pulled the list of this account. */
    public int pulls() {
        return pulls.get();
    }

    /** How many pulls of this account were under way at once, at most. */
    public int mostPullsAtOnce() {
        return gauge.most();
    }

    /** Adds what a customer sends, and fills in what only the platform knows. */
    String add(ObjectNode item, FakeCustomer customer, boolean anonymous) {
        boolean event = item.path("msgtype").asString("").equals("event");
        String msgId = (event ? "kfe_" : "kfm_") + IDS.incrementAndGet();
        ObjectNode parties = event && item.path("event") instanceof ObjectNode body ? body : item;
        item.put("msgid", msgId).put("send_time", rules.clock().now().getEpochSecond());
        parties.put("open_kfid", openKfId);
        if (!anonymous) {
            parties.put("external_userid", customer.id());
        }
        if (!item.has("origin")) {
            item.put("origin", event ? 4 : 3);
        }
        for (String code : List.of("welcome_code", "msg_code")) {
            if (parties.has(code)) {
                parties.put(code, codes.give(new KfEvent(customer)));
            }
        }
        if (!event) {
            customer.wrote();
        }
        messages.add(item.toString());
        return msgId;
    }

    void pullBegins(FakeCall call) {
        pulls.incrementAndGet();
        gauge.enter();
        call.whenOver(gauge::leave);
    }

    /** Refuses a doorbell token that is not valid, and too many pulls without one. */
    void checkToken(String token) {
        if (token.isEmpty()) {
            pullsWithoutToken.take(rules.rateWithoutToken());
            return;
        }
        Instant rung = bells.get(token);
        if (rung == null || rules.clock().isOver(rung, rules.bellsLast())) {
            throw new ApiException(INVALID_TOKEN, "invalid msg token");
        }
    }

    String page(String cursor, int most) {
        return messages.page(cursor, most);
    }

    void sends(SentMessage message) {
        sent.add(message);
    }

    /** The id of the account. */
    @Override
    public String toString() {
        return "FakeKf[" + openKfId + "]";
    }

    /**
     * What a code stands for.
     *
     * @param customer whose event it is
     */
    record KfEvent(FakeCustomer customer) {}
}
