// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.reply;

import java.util.List;

/**
 * Buttons below a {@link MarkdownReply}.
 *
 * @param callbackId what a callback of theirs carries
 * @param buttons the buttons
 */
public record MarkdownButtons(String callbackId, List<MarkdownButton> buttons) {

    /** Refuses a group without buttons. */
    public MarkdownButtons {
        buttons = List.copyOf(buttons);
        if (buttons.isEmpty()) {
            throw new IllegalArgumentException("The buttons '" + callbackId + "' of a markdown are none");
        }
    }

    ReplyFields fields() {
        ReplyFields fields = new ReplyFields().put("CallbackId", callbackId);
        buttons.forEach(button -> fields.add("Actions", button.fields()));
        return fields;
    }

    long weight() {
        return Weight.of(callbackId)
                + buttons.stream().mapToLong(MarkdownButton::weight).sum();
    }

    @Override
    public String toString() {
        return getClass().getSimpleName();
    }
}
