// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.reply;

/** Builds a card with several selections. */
public final class SelectionCardBuilder extends FormCardBuilder<SelectionCardBuilder> {

    private static final int MAX_SELECTIONS = 3;

    SelectionCardBuilder() {
        super(CardType.MULTIPLE_INTERACTION);
    }

    /** A drop-down list. Three at most. */
    public SelectionCardBuilder selection(CardSelection selection) {
        return add("SelectList", selection.fields(), MAX_SELECTIONS, "selections");
    }

    @Override
    void complete() {
        super.complete();
        require("a selection: call selection(..)", "SelectList");
    }

    @Override
    SelectionCardBuilder self() {
        return this;
    }
}
