// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.message;

import com.ctc.wstx.api.WstxInputProperties;
import com.ctc.wstx.stax.WstxInputFactory;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.codehaus.stax2.XMLInputFactory2;
import org.codehaus.stax2.XMLStreamReader2;
import org.codehaus.stax2.util.StreamReader2Delegate;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.xml.XmlFactory;
import tools.jackson.dataformat.xml.XmlMapper;

/**
 * Reads XML of strangers: no document type, no entities of one's own, bounded depth and element count, the root is
 * {@code xml}. Thread-safe.
 *
 * <p>The StAX factory is made by name, because looking one up takes whatever the host application has. It is also where
 * the limits live: those of Jackson do not reach into its XML parser.
 */
final class SafeXml {

    static final int MAX_DEPTH = 48;
    private static final long MAX_ELEMENTS = 20_000;

    private final WstxInputFactory staxFactory = new WstxInputFactory();
    private final XmlMapper mapper = new XmlMapper(new XmlFactory(staxFactory));

    SafeXml() {
        staxFactory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        staxFactory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        // Jackson's factory has switched this on. Apart, blanks around CDATA can be told from blanks inside.
        staxFactory.setProperty(XMLInputFactory.IS_COALESCING, false);
        staxFactory.setProperty(WstxInputProperties.P_MIN_TEXT_SEGMENT, Integer.MAX_VALUE);
        // What is wrong in a text would otherwise come up as an unchecked exception, when the text is asked for.
        staxFactory.setProperty(XMLInputFactory2.P_LAZY_PARSING, false);
        // Control characters by number have no place in XML 1.0 either, but people's names contain them.
        staxFactory.setProperty(WstxInputProperties.P_ALLOW_XML11_ESCAPED_CHARS_IN_XML10, true);
        staxFactory.setProperty(WstxInputProperties.P_MAX_ELEMENT_DEPTH, MAX_DEPTH);
        staxFactory.setProperty(WstxInputProperties.P_MAX_ELEMENT_COUNT, MAX_ELEMENTS);
    }

    /** A reader that stands at the root. */
    XMLStreamReader open(byte[] bytes, int offset, int length) throws XMLStreamException {
        XMLStreamReader reader = new WithoutBlanks((XMLStreamReader2)
                staxFactory.createXMLStreamReader(new ByteArrayInputStream(bytes, offset, length), "UTF-8"));
        while (reader.getEventType() != XMLStreamConstants.START_ELEMENT) {
            if (reader.next() == XMLStreamConstants.DTD) {
                throw new UnreadablePayloadException("a document type is not accepted");
            }
        }
        if (!"xml".equals(reader.getLocalName())) {
            throw new UnreadablePayloadException("the root is not 'xml'");
        }
        return reader;
    }

    /** The children of the root as a tree, in which repeated siblings are an array. */
    ObjectNode tree(byte[] bytes, int offset, int length) throws XMLStreamException {
        XMLStreamReader reader = open(bytes, offset, length);
        try {
            JsonNode root = mapper.readTree(mapper.createParser(reader));
            while (reader.hasNext()) {
                reader.next();
            }
            return root instanceof ObjectNode object ? object : mapper.createObjectNode();
        } catch (JacksonException | IOException ex) {
            throw new UnreadablePayloadException("not well-formed XML");
        } finally {
            reader.close();
        }
    }

    /** Passes by text that is only blanks, such as what stands around CDATA and between elements. */
    private static final class WithoutBlanks extends StreamReader2Delegate {

        WithoutBlanks(XMLStreamReader2 reader) {
            super(reader);
        }

        @Override
        public int next() throws XMLStreamException {
            int event = super.next();
            while (event == CHARACTERS && isWhiteSpace()) {
                event = super.next();
            }
            return event;
        }
    }
}
