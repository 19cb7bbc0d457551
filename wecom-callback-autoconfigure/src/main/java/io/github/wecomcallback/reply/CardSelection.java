// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.reply;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A drop-down list of a card, of which one option is chosen.
 *
 * <pre>{@code
 * CardSelection.of("slot", "时段").option("am", "上午").option("pm", "下午").selected("am")
 * }</pre>
 *
 * @param questionKey its key, which the event repeats
 * @param title its label, or null
 * @param options the options, at least one
 * @param selectedId id of the option that is chosen beforehand, or null
 * @param disabled whether another cannot be chosen
 */
public record CardSelection(
        String questionKey,
        @Nullable String title,
        List<Option> options,
        @Nullable String selectedId,
        boolean disabled) {

    /** Takes a copy of the list. */
    public CardSelection {
        options = List.copyOf(options);
    }

    /** A list without options yet, with a label. */
    public static CardSelection of(String questionKey, String title) {
        return new CardSelection(questionKey, title, List.of(), null, false);
    }

    /** A list without options yet. */
    public static CardSelection of(String questionKey) {
        return new CardSelection(questionKey, null, List.of(), null, false);
    }

    /** The same list with one more option. */
    public CardSelection option(String id, String text) {
        List<Option> more = new ArrayList<>(options);
        more.add(new Option(id, text));
        return new CardSelection(questionKey, title, more, selectedId, disabled);
    }

    /** The same list with this option chosen beforehand. */
    public CardSelection selected(String id) {
        return new CardSelection(questionKey, title, options, id, disabled);
    }

    /** The same list, as it stays when a card was answered. */
    public CardSelection disable() {
        return new CardSelection(questionKey, title, options, selectedId, true);
    }

    ReplyFields fields() {
        if (options.isEmpty()) {
            throw new IllegalArgumentException("The selection '" + questionKey + "' of a card has no options");
        }
        ReplyFields fields = new ReplyFields()
                .put("QuestionKey", questionKey)
                .put("Title", title)
                .put("SelectedId", selectedId)
                .put("Disable", disabled);
        options.forEach(option -> fields.add(
                "OptionList", new ReplyFields().put("Id", option.id()).put("Text", option.text())));
        return fields;
    }

    /**
     * One option.
     *
     * @param id its id, which the event repeats
     * @param text what it says
     */
    public record Option(String id, String text) {
        @Override
        public String toString() {
            return getClass().getSimpleName();
        }
    }

    @Override
    public String toString() {
        return getClass().getSimpleName();
    }
}
