// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.test;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import lombok.AccessLevel;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A customer of a {@link FakeKf}.
 *
 * <pre>{@code
 * FakeCustomer chen = kf.customer("wmChen");
 * chen.enters();
 * chen.writes("快递多久到?");
 * chen.sends("{\"msgtype\":\"image\",\"image\":{\"media_id\":\"m1\"}}");
 * }</pre>
 */
@RequiredArgsConstructor(access = AccessLevel.PACKAGE)
public final class FakeCustomer {

    private static final Duration REPLY_TIME = Duration.ofHours(48);
    private static final int MOST_REPLIES = 5;

    private final String externalUserId;
    private final FakeKf kf;
    private final FakeClock clock;
    private final SentMessages received = new SentMessages();
    private @Nullable Instant lastWrote;
    private int replies;

    /** The {@code external_userid}. */
    public String id() {
        return externalUserId;
    }

    /**
     * Writes a text.
     *
     * @return its msgid
     */
    public String writes(String text) {
        ObjectNode item = JsonNodeFactory.instance.objectNode().put("msgtype", "text");
        item.putObject("text").put("content", text);
        return add(item);
    }

    /**
     * Sends anything: an item of the list, as {@code {"msgtype":"image","image":{"media_id":"m1"}}}. Ids, time and codes
     * are filled in.
     *
     * @return its msgid
     */
    public String sends(String json) {
        return add(FakeCall.json(json));
    }

    /**
     * Opens the session, from nowhere in particular.
     *
     * @return the welcome code that the event carries
     */
    public String enters() {
        return enters("");
    }

    /**
     * Opens the session.
     *
     * @param scene where from, as the link to the account says
     * @return the welcome code that the event carries
     */
    public String enters(String scene) {
        ObjectNode item = JsonNodeFactory.instance.objectNode().put("msgtype", "event");
        ObjectNode event = item.putObject("event")
                .put("event_type", "enter_session")
                .put("scene", scene)
                .put("welcome_code", "");
        add(item);
        return event.path("welcome_code").stringValue();
    }

    /** What the application sent to this customer. */
    public List<SentMessage> received() {
        return received.all();
    }

    /** The same, once there are so many, or the time is over. */
    public List<SentMessage> awaitReceived(int count, Duration time) {
        return received.await(count, time);
    }

    private String add(ObjectNode item) {
        return kf.add(item, this, false);
    }

    FakeKf kf() {
        return kf;
    }

    synchronized void wrote() {
        lastWrote = clock.now();
        replies = 0;
    }

    /** Whether the application may send one more. */
    synchronized boolean takesReply() {
        boolean inTime = lastWrote != null && !clock.isOver(lastWrote, REPLY_TIME);
        return inTime && replies < MOST_REPLIES;
    }

    synchronized void receive(SentMessage message) {
        replies++;
        received.add(message);
    }

    /** The id of the customer. */
    @Override
    public String toString() {
        return "FakeCustomer[" + externalUserId + "]";
    }
}
