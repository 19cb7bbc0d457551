// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.reply;

/** Builds a card with buttons. */
public final class ButtonCardBuilder extends LinkedCardBuilder<ButtonCardBuilder> {

    private static final int MAX_BUTTONS = 6;
    private static final int MAX_STYLE = 4;

    ButtonCardBuilder() {
        super(CardType.BUTTON_INTERACTION);
    }

    /** A text below the title. */
    public ButtonCardBuilder subTitle(String text) {
        return put("SubTitleText", text);
    }

    /** A drop-down list above the buttons. */
    public ButtonCardBuilder selection(CardSelection selection) {
        return put("ButtonSelection", selection.fields());
    }

    /** A button. Six at most. */
    public ButtonCardBuilder button(String text, String key) {
        return button(text, key, 1);
    }

    /** A button in one of the four styles, 1 to 4. */
    public ButtonCardBuilder button(String text, String key, int style) {
        if (style < 1 || style > MAX_STYLE) {
            throw new IllegalArgumentException("A button has a style from 1 to 4, not " + style);
        }
        ReplyFields button =
                new ReplyFields().put("Text", text).put("Style", style).put("Key", key);
        return add("ButtonList", button, MAX_BUTTONS, "buttons");
    }

    /** What takes the place of the buttons when an app's card was answered. */
    public ButtonCardBuilder replaceText(String text) {
        return put("ReplaceText", text);
    }

    @Override
    void complete() {
        super.complete();
        require("a button: call button(..)", "ButtonList");
    }

    @Override
    ButtonCardBuilder self() {
        return this;
    }
}
