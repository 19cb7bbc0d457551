// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.reply;

import org.jspecify.annotations.Nullable;

/**
 * A button below a {@link MarkdownReply}.
 *
 * @param name its name, at most 64 bytes
 * @param value its value, at most 128 bytes
 * @param text its caption, at most 128 bytes
 * @param borderColor colour of the border, such as {@code 2EAB49}, or null
 * @param textColor colour of the caption, or null
 * @param replaceText the caption after it was pressed, or null
 */
public record MarkdownButton(
        String name,
        String value,
        String text,
        @Nullable String borderColor,
        @Nullable String textColor,
        @Nullable String replaceText) {

    /** Refuses what is too long. */
    public MarkdownButton {
        ByteLimit.check(name, 64, "The name of a button");
        ByteLimit.check(value, 128, "The value of a button");
        ByteLimit.check(text, 128, "The caption of a button");
    }

    /** A button in the usual colours. */
    public static MarkdownButton of(String name, String value, String text) {
        return new MarkdownButton(name, value, text, null, null, null);
    }

    /** The same button in these colours, such as {@code 2EAB49}. */
    public MarkdownButton colors(String border, String text) {
        return new MarkdownButton(name, value, this.text, border, text, replaceText);
    }

    /** The same button, whose caption changes when it was pressed. */
    public MarkdownButton replaceText(String replaceText) {
        return new MarkdownButton(name, value, text, borderColor, textColor, replaceText);
    }

    ReplyFields fields() {
        return new ReplyFields()
                .put("Name", name)
                .put("Value", value)
                .put("Text", text)
                .put("Type", "button")
                .put("BorderColor", borderColor)
                .put("TextColor", textColor)
                .put("ReplaceText", replaceText);
    }

    long weight() {
        return Weight.of(name, value, text, borderColor, textColor, replaceText);
    }

    @Override
    public String toString() {
        return getClass().getSimpleName();
    }
}
