// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.reply;

/**
 * What can be set on cards to fill in.
 *
 * @param <B> the builder itself
 */
public abstract class FormCardBuilder<B extends FormCardBuilder<B>> extends CardBuilder<B> {

    FormCardBuilder(CardType type) {
        super(type);
    }

    /** The button that submits it. */
    public B submit(String text, String key) {
        return put("SubmitButton", new ReplyFields().put("Text", text).put("Key", key));
    }

    /** What takes the place of that button when an app's card was answered. */
    public B replaceText(String text) {
        return put("ReplaceText", text);
    }

    @Override
    void complete() {
        require("a button: call submit(..)", "SubmitButton");
    }
}
