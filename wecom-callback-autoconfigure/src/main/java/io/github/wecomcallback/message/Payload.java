// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.message;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A plaintext, read once into a tree. It is a message itself, the one without a type, and stands behind every typed one.
 *
 * <p>Two payloads are equal when their headers are: kind, sender, receiver, time and ids. So two typed messages are
 * equal when they say the same, whichever format they came in. Thread-safe.
 */
public final class Payload implements WeComMessage {

    private final byte[] buffer;
    private final int offset;
    private final int length;
    private final ObjectNode fields;
    private final MessageKind kind;

    Payload(byte[] buffer, int offset, int length, ObjectNode fields) {
        this.buffer = buffer;
        this.offset = offset;
        this.length = length;
        this.fields = fields;
        this.kind = Discriminators.kindOf(fields);
    }

    /**
     * Reads a plaintext, for instance in a test.
     *
     * <pre>{@code
     * var text = Payload.of("<xml><MsgType>text</MsgType><Content>hi</Content></xml>").as(UserMessage.Text.class);
     * }</pre>
     *
     * @throws UnreadablePayloadException when it is neither XML with the root {@code xml} nor a JSON object
     */
    public static Payload of(String plaintext) {
        byte[] bytes = plaintext.getBytes(StandardCharsets.UTF_8);
        return new PayloadReader().read(bytes, 0, bytes.length);
    }

    @Override
    public Payload payload() {
        return this;
    }

    @Override
    public @Nullable String get(String path) {
        return Scalars.text(FieldPath.find(fields, path));
    }

    @Override
    public List<String> getAll(String path) {
        return Scalars.texts(FieldPath.find(fields, path));
    }

    @Override
    public boolean has(String path) {
        return FieldPath.find(fields, path) != null;
    }

    /** The part of the tree that a path leads to, or null. */
    public @Nullable JsonNode find(String path) {
        return FieldPath.find(fields, path);
    }

    @Override
    public String raw() {
        return new String(buffer, offset, length, StandardCharsets.UTF_8);
    }

    /** The plaintext as bytes, for who keeps it. */
    public byte[] bytes() {
        return Arrays.copyOfRange(buffer, offset, offset + length);
    }

    /** How the plaintext is written, and so how its reply is. */
    public WireFormat format() {
        return WireFormat.of(buffer, offset, length);
    }

    @Override
    public ObjectNode fields() {
        return fields;
    }

    @Override
    public MessageKind kind() {
        return kind;
    }

    @Override
    public <T extends Record> T as(Class<T> type) {
        return RecordBinder.of(type).bind(this);
    }

    @Override
    public WeComMessage typed() {
        Class<? extends Record> type = MessageTypes.recordFor(kind);
        return type == null ? this : (WeComMessage) as(type);
    }

    @Override
    public @Nullable String toUserName() {
        return header(HeaderFields::receiver);
    }

    @Override
    public @Nullable String fromUserName() {
        return header(HeaderFields::sender);
    }

    @Override
    public @Nullable String msgId() {
        return header(HeaderFields::id);
    }

    @Override
    public @Nullable String eventKey() {
        return header(HeaderFields::eventKey);
    }

    @Override
    public @Nullable Instant createTime() {
        return Scalars.instant(
                HeaderFields.first(fields, HeaderFields.of(kind.source()).time()));
    }

    private @Nullable String header(Function<HeaderFields, List<String>> field) {
        return Scalars.text(HeaderFields.first(fields, field.apply(HeaderFields.of(kind.source()))));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other || other instanceof Payload that && header().equals(that.header());
    }

    @Override
    public int hashCode() {
        return header().hashCode();
    }

    private Header header() {
        return new Header(kind, toUserName(), fromUserName(), createTime(), msgId(), agentId());
    }

    /** The kind only: the rest is somebody's data. */
    @Override
    public String toString() {
        return "Payload[" + kind + "]";
    }

    private record Header(
            MessageKind kind,
            @Nullable String to,
            @Nullable String from,
            @Nullable Instant time,
            @Nullable String msgId,
            @Nullable String agentId) {}

    /** How a typed message shows itself: its type, and nothing of what it says. */
    static String describe(WeComMessage message) {
        return message.getClass().getSimpleName() + "[" + message.kind() + "]";
    }
}
