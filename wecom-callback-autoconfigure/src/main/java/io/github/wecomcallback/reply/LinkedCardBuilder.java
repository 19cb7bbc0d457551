// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.reply;

import org.jspecify.annotations.Nullable;

/**
 * What can be set on cards that are not only to be filled in: a menu, a quotation, rows, and where a tap leads.
 *
 * @param <B> the builder itself
 */
public abstract class LinkedCardBuilder<B extends LinkedCardBuilder<B>> extends CardBuilder<B> {

    private static final int MAX_MENU_ENTRIES = 10;
    private static final int MAX_ROWS = 6;

    private @Nullable ReplyFields menu;

    LinkedCardBuilder(CardType type) {
        super(type);
    }

    /** The description of the menu in the corner. Entries follow with {@link #menuEntry}. */
    public B menu(String description) {
        openMenu().put("Desc", description);
        return self();
    }

    /** One more entry in the menu in the corner: ten at most, three for AI bots. */
    public B menuEntry(String text, String key) {
        ReplyFields entries = openMenu();
        if (entries.count("ActionList") == MAX_MENU_ENTRIES) {
            throw new IllegalArgumentException("The menu of a card has at most 10 entries, and here is one more");
        }
        entries.add("ActionList", new ReplyFields().put("Text", text).put("Key", key));
        return self();
    }

    private ReplyFields openMenu() {
        if (menu == null) {
            menu = new ReplyFields();
            put("ActionMenu", menu);
        }
        return menu;
    }

    /** A quotation. */
    public B quote(String title, String text) {
        return put("QuoteArea", new ReplyFields().put("Title", title).put("QuoteText", text));
    }

    /** A quotation, and where a tap on it leads. */
    public B quote(String title, String text, CardLink link) {
        return put("QuoteArea", noQuestion(link).fields().put("Title", title).put("QuoteText", text));
    }

    /** A row with a key and a value. All rows together: six at most. */
    public B row(String key, String value) {
        return row(new ReplyFields().put("KeyName", key).put("Value", value));
    }

    /** A row whose value opens a web page. */
    public B linkRow(String key, String value, String url) {
        return row(new ReplyFields()
                .put("KeyName", key)
                .put("Value", value)
                .put("Type", 1)
                .put("Url", url));
    }

    /** A row whose value is a file that was uploaded before. For apps. */
    public B fileRow(String key, String value, String mediaId) {
        return row(new ReplyFields()
                .put("KeyName", key)
                .put("Value", value)
                .put("Type", 2)
                .put("MediaId", mediaId));
    }

    /** A row whose value opens a member's details. */
    public B memberRow(String key, String value, String userId) {
        return row(new ReplyFields()
                .put("KeyName", key)
                .put("Value", value)
                .put("Type", 3)
                .put("UserId", userId));
    }

    private B row(ReplyFields row) {
        return add("HorizontalContentList", row, MAX_ROWS, "rows");
    }

    /** Where a tap on the card leads. */
    public B opens(CardLink link) {
        return put("CardAction", noQuestion(link).fields());
    }

    /** Where a tap on the card leads, and the words that say so. */
    public B opens(CardLink link, String title) {
        return put("CardAction", noQuestion(link).fields().put("Title", title));
    }

    @Override
    void complete() {
        if (menu != null && menu.count("ActionList") == 0) {
            throw new IllegalStateException("The menu of a card needs entries: call menuEntry(..)");
        }
    }
}
