// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.reply;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Builds a card with a vote. */
public final class VoteCardBuilder extends FormCardBuilder<VoteCardBuilder> {

    private final List<ReplyFields> options = new ArrayList<>();
    private @Nullable String questionKey;
    private boolean multiple;
    private boolean disabled;

    VoteCardBuilder() {
        super(CardType.VOTE_INTERACTION);
    }

    /** The key of the question, which the event repeats. */
    public VoteCardBuilder question(String key) {
        questionKey = key;
        return this;
    }

    /** Lets people choose more than one option. */
    public VoteCardBuilder multiple() {
        multiple = true;
        return this;
    }

    /** Lets nobody choose any more. */
    public VoteCardBuilder disable() {
        disabled = true;
        return this;
    }

    /** An option. */
    public VoteCardBuilder option(String id, String text) {
        return option(id, text, false);
    }

    /** An option, chosen beforehand or not. */
    public VoteCardBuilder option(String id, String text, boolean checked) {
        options.add(new ReplyFields().put("Id", id).put("Text", text).put("IsChecked", checked));
        return this;
    }

    @Override
    void complete() {
        super.complete();
        if (questionKey == null || options.isEmpty()) {
            throw new IllegalStateException(
                    "A vote_interaction card needs a question with options: call question(..) and option(..)");
        }
        ReplyFields vote = new ReplyFields()
                .put("QuestionKey", questionKey)
                .put("Disable", disabled)
                .put("Mode", multiple ? 1 : 0);
        options.forEach(option -> vote.add("OptionList", option));
        put("CheckBox", vote);
    }

    @Override
    VoteCardBuilder self() {
        return this;
    }
}
