// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.message;

import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import javax.xml.stream.util.StreamReaderDelegate;
import org.jspecify.annotations.Nullable;

/**
 * Reads no deeper and no more than any payload is, and passes by text that is only blanks, such as what stands around CDATA
 * and between elements. A parser may hand over a text in pieces; here they are put together, since a piece may be blank
 * where the text is not.
 */
final class BoundedXmlReader extends StreamReaderDelegate {

    static final int MAX_DEPTH = 48;
    private static final int MAX_ELEMENTS = 20_000;

    private final ControlReferences references;

    /** Where this reader stands on a text; the one below is behind it then. */
    private @Nullable String text;

    private int depth;
    private int elements;

    BoundedXmlReader(XMLStreamReader reader, ControlReferences references) {
        super(reader);
        this.references = references;
    }

    @Override
    public int next() throws XMLStreamException {
        int event = text == null ? super.next() : super.getEventType();
        text = null;
        while (event == CHARACTERS) {
            String whole = characters();
            if (!isBlank(whole)) {
                text = whole;
                return CHARACTERS;
            }
            event = super.getEventType();
        }
        if (event == START_ELEMENT) {
            enter();
        } else if (event == END_ELEMENT) {
            depth--;
        }
        return event;
    }

    /** The text up to whatever else comes next, where the reader below stands then. */
    private String characters() throws XMLStreamException {
        String first = super.getText();
        if (super.next() != CHARACTERS) {
            return references.shown(first);
        }
        StringBuilder whole = new StringBuilder(first);
        do {
            whole.append(super.getText());
        } while (super.next() == CHARACTERS);
        return references.shown(whole.toString());
    }

    private static boolean isBlank(String text) {
        return text.chars().allMatch(c -> c <= ' ');
    }

    private void enter() throws XMLStreamException {
        if (++depth > MAX_DEPTH || ++elements > MAX_ELEMENTS) {
            throw new XMLStreamException("more than any payload has");
        }
    }

    @Override
    public int getEventType() {
        return text == null ? super.getEventType() : CHARACTERS;
    }

    @Override
    public boolean hasNext() throws XMLStreamException {
        return text != null || super.hasNext();
    }

    @Override
    public String getText() {
        return text == null ? references.shown(super.getText()) : text;
    }

    @Override
    public String getAttributeValue(int index) {
        return references.shown(super.getAttributeValue(index));
    }

    @Override
    public String getElementText() throws XMLStreamException {
        StringBuilder whole = new StringBuilder();
        for (int event = next(); event != END_ELEMENT; event = next()) {
            if (event == START_ELEMENT) {
                throw new XMLStreamException("an element where a text should be");
            }
            if (event == CHARACTERS || event == CDATA) {
                whole.append(getText());
            }
        }
        return whole.toString();
    }
}
