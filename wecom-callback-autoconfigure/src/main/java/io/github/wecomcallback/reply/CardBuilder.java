// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.reply;

/**
 * What can be set on every template card.
 *
 * @param <B> the builder itself
 */
public abstract class CardBuilder<B extends CardBuilder<B>> {

    private static final int MAX_TASK_ID_BYTES = 128;

    private final CardType type;
    private final ReplyFields fields = new ReplyFields();

    CardBuilder(CardType type) {
        this.type = type;
        fields.put("CardType", type.code());
    }

    /** Where the card comes from: an icon and a few words. */
    public B source(String iconUrl, String description) {
        return put("Source", new ReplyFields().put("IconUrl", iconUrl).put("Desc", description));
    }

    /** Where the card comes from: an icon, and a few words in a colour. */
    public B source(String iconUrl, String description, CardColor color) {
        return put(
                "Source",
                new ReplyFields()
                        .put("IconUrl", iconUrl)
                        .put("Desc", description)
                        .put("DescColor", color.code()));
    }

    /** The title. */
    public B title(String title) {
        return put("MainTitle", new ReplyFields().put("Title", title));
    }

    /** The title, and a line below it. */
    public B title(String title, String description) {
        return put("MainTitle", new ReplyFields().put("Title", title).put("Desc", description));
    }

    /** The id by which events and updates name the card, at most 128 bytes. An AI bot's interactive cards need one. */
    public B taskId(String taskId) {
        return put("TaskId", ByteLimit.check(taskId, MAX_TASK_ID_BYTES, "The task id of a card"));
    }

    /** Lets people rate an AI bot's card; the rating carries this id, at most 256 bytes. */
    public B feedback(String id) {
        ByteLimit.check(id, TemplateCard.MAX_FEEDBACK_BYTES, "The feedback id of a card");
        return put("Feedback", new ReplyFields().put("Id", id));
    }

    /**
     * The card.
     *
     * @throws IllegalStateException when something is missing
     */
    public TemplateCard build() {
        complete();
        return new TemplateCard(type, fields.copy());
    }

    /** Adds what was collected apart, and refuses a card that lacks something. */
    abstract void complete();

    abstract B self();

    final B put(String name, String text) {
        fields.put(name, text);
        return self();
    }

    final B put(String name, ReplyFields part) {
        fields.put(name, part);
        return self();
    }

    final B add(String name, ReplyFields part, int maximum, String what) {
        if (fields.count(name) == maximum) {
            throw new IllegalArgumentException(
                    "A " + type.code() + " card has at most " + maximum + " " + what + ", and here is one more");
        }
        fields.add(name, part);
        return self();
    }

    final void require(String what, String... oneOf) {
        for (String name : oneOf) {
            if (fields.has(name)) {
                return;
            }
        }
        throw new IllegalStateException("A " + type.code() + " card needs " + what);
    }

    static CardLink noQuestion(CardLink link) {
        if (link.isQuestion()) {
            throw new IllegalArgumentException("Only a jump row can lead to a question");
        }
        return link;
    }
}
