// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.message;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * What the platform sent: any message or event. Handlers take it as it is, or as one of the typed records that implement
 * it.
 *
 * <pre>{@code
 * @WeComEventHandler(event = "open_approval_change")
 * void approval(WeComMessage message) {
 *   String applicant = message.get("ApprovalInfo.ApplyUserId");
 * }
 * }</pre>
 *
 * <p>Every field may be absent. Typed records give null for a text, number or time that is absent or cannot be read, and
 * never fail for one odd field; what came is always in {@link #get} and {@link #raw}. So a list of numbers or flags may
 * hold null, in the place of what cannot be read.
 */
public interface WeComMessage {

    /** All that came, of which the other methods are views. */
    Payload payload();

    /**
     * The text of a field.
     *
     * @param path names from the root on, separated by dots; where an element repeats, {@code Name[1]} is the second and
     *     {@code Name} the first. Spelling counts before case and underscores are ignored
     * @return the text, empty for an empty field, or null when there is no such field or it has fields of its own
     */
    default @Nullable String get(String path) {
        return payload().get(path);
    }

    /** The texts of a field that may repeat; empty when there is none. */
    default List<String> getAll(String path) {
        return payload().getAll(path);
    }

    /** Whether the payload has the field at all, be it empty. Updates leave out what did not change. */
    default boolean has(String path) {
        return payload().has(path);
    }

    /** The plaintext as it was decrypted. */
    default String raw() {
        return payload().raw();
    }

    /** The plaintext as a tree. Shared by all handlers: do not change it. */
    default ObjectNode fields() {
        return payload().fields();
    }

    /** What sort of payload it is. */
    default MessageKind kind() {
        return payload().kind();
    }

    /** The message bound to a record, whose components are found in the fields by name. */
    default <T extends Record> T as(Class<T> type) {
        return payload().as(type);
    }

    /** The message as the typed record for its kind, or as it is where there is none. */
    default WeComMessage typed() {
        return payload().typed();
    }

    /** {@code MsgType}; {@code event} for all events. */
    default String msgType() {
        return kind().type();
    }

    /** {@code Event} or {@code InfoType}; empty for messages. */
    default String event() {
        return kind().event();
    }

    /** {@code ChangeType}; empty where there is none. */
    default String changeType() {
        return kind().changeType();
    }

    /** {@code EventKey}: the menu entry, card button or code behind an event. */
    default @Nullable String eventKey() {
        return payload().eventKey();
    }

    /** Who is addressed, as the payload says: most often the corp, else the bot or customer-service account. */
    default @Nullable String toUserName() {
        return payload().toUserName();
    }

    /** Who sent it: a member's user id, a customer's, or {@code sys}. */
    default @Nullable String fromUserName() {
        return payload().fromUserName();
    }

    /** When it was created, to the second. */
    default @Nullable Instant createTime() {
        return payload().createTime();
    }

    /** The message's id. Events of apps have none. */
    default @Nullable String msgId() {
        return payload().msgId();
    }

    /** The id of the app that is meant, as text. */
    default @Nullable String agentId() {
        return get("AgentID");
    }
}
