// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.test;

import io.github.wecomcallback.message.Payload;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;

/**
 * A message or event before it is sent. Immutable: each method gives another one, so that what several tests have in
 * common may be kept.
 *
 * <pre>{@code
 * tester.event("change_contact", "create_user")
 *     .with("UserID", "u1")
 *     .with("Extattr.Item[1].Name", "工号")
 *     .without("Mobile")
 *     .send()
 *     .expectAcknowledged();
 * }</pre>
 *
 * <p>Whenever one that was made from a sample is sent, it has a new id and the present time, unless the test has set
 * them: so it is not taken for a redelivery. A plaintext of the test's own is sent as it is, but for a time that was more than
 * a minute ago: it becomes the present one as well, or the application would take it for a replay.
 */
public final class OutgoingCallback {

    private final Platform platform;
    private final String plaintext;
    private final boolean renewed;
    private final Set<String> kept;
    private final Seal seal;

    OutgoingCallback(Platform platform, String plaintext, boolean renewed) {
        this(platform, plaintext, renewed, Set.of(), Seal.RIGHT);
    }

    private OutgoingCallback(Platform platform, String plaintext, boolean renewed, Set<String> kept, Seal seal) {
        this.platform = platform;
        this.plaintext = plaintext;
        this.renewed = renewed;
        this.kept = kept;
        this.seal = seal;
    }

    /**
     * Sets a field.
     *
     * @param path names from the root on, separated by dots, as {@code WeComMessage.get} takes them; where an element
     *     repeats, {@code Name[1]} is the second. What is not there is made; an index one behind the last adds one
     * @param value a text or number, in JSON also a flag, list or map
     */
    public OutgoingCallback with(String path, Object value) {
        FieldEditor editor = FieldEditor.of(plaintext);
        editor.set(path, value);
        return changed(editor, path);
    }

    /** Removes a field; without an index, all of that name. Does nothing where there is no such field. */
    public OutgoingCallback without(String path) {
        FieldEditor editor = FieldEditor.of(plaintext);
        editor.remove(path);
        return changed(editor, path);
    }

    /**
     * Says who sends it: a member, or a customer.
     *
     * @throws IllegalStateException when such a payload names no sender
     */
    public OutgoingCallback from(String user) {
        String path = Header.of(Payload.of(plaintext)).sender();
        if (path.isEmpty()) {
            throw new IllegalStateException("Such a payload names no sender. Use with(path, value).");
        }
        return with(path, user);
    }

    /** With a signature that is not right, as a stranger would send it. It should be refused. */
    public OutgoingCallback tampered() {
        return sealed(seal.broken());
    }

    /** Rightly signed, but encrypted with another key, as when the key in the console was changed. */
    public OutgoingCallback encryptedWithForeignKey() {
        return sealed(seal.ofForeignKey());
    }

    /** Signed at that time; long ago, it is a replay of an old request and should be refused. */
    public OutgoingCallback signedAt(Instant time) {
        return sealed(seal.at(time));
    }

    /** For another receiver than the account's own: a suite's customer, or a corp that has no business here. */
    public OutgoingCallback receiveId(String receiveId) {
        return sealed(seal.to(receiveId));
    }

    /** The plaintext as it is now. */
    public String plaintext() {
        return plaintext;
    }

    /** Sends it once and waits for the answer. */
    public DeliveredCallback send() {
        String now = renewed ? Freshness.renew(plaintext, kept) : Freshness.present(plaintext, kept);
        return platform.deliver(now, seal);
    }

    private OutgoingCallback changed(FieldEditor editor, String path) {
        Set<String> paths = new HashSet<>(kept);
        paths.add(path);
        return new OutgoingCallback(platform, editor.text(), renewed, Set.copyOf(paths), seal);
    }

    private OutgoingCallback sealed(Seal other) {
        return new OutgoingCallback(platform, plaintext, renewed, kept, other);
    }
}
