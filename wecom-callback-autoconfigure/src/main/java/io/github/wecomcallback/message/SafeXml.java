// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.message;

import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.xml.XmlFactory;
import tools.jackson.dataformat.xml.XmlMapper;

/**
 * Reads XML of strangers: no document type, no entities of one's own, bounded depth and element count, the root is
 * {@code xml}. Thread-safe.
 *
 * <p>The StAX factory is the JDK's and no other: looking one up takes whatever the host application has, and bringing one
 * along would change what the host application's own look-up finds. Depth and number of elements are bounded by {@link
 * BoundedXmlReader}: the limits of Jackson do not reach into its XML parser.
 */
final class SafeXml {

    static final int MAX_DEPTH = BoundedXmlReader.MAX_DEPTH;
    private static final String REPORT_CDATA = "http://java.sun.com/xml/stream/properties/report-cdata-event";
    private static final String NO_LIMIT = "0";
    private static final String MAX_ATTRIBUTES = "1000";
    private static final String MAX_NAME_LENGTH = "1000";
    private static final String BYTE_ORDER_MARK = "\uFEFF";
    private static final Pattern VERSION = Pattern.compile("\\A(?<declared><\\?xml\\s+version\\s*=\\s*[\"'])1\\.1");

    private final XMLInputFactory staxFactory = XMLInputFactory.newDefaultFactory();
    private final XmlMapper mapper = new XmlMapper(new XmlFactory(staxFactory, XMLOutputFactory.newDefaultFactory()));

    SafeXml() {
        staxFactory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        staxFactory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        // Jackson's factory has switched this on. Apart, blanks around CDATA can be told from blanks inside.
        staxFactory.setProperty(XMLInputFactory.IS_COALESCING, false);
        staxFactory.setProperty(REPORT_CDATA, true);
        // Ours whatever the JDK's version and the application's system properties say. Depth is looked after elsewhere.
        staxFactory.setProperty("jdk.xml.maxElementDepth", NO_LIMIT);
        staxFactory.setProperty("jdk.xml.elementAttributeLimit", MAX_ATTRIBUTES);
        staxFactory.setProperty("jdk.xml.maxXMLNameLimit", MAX_NAME_LENGTH);
    }

    /** The one for all. Made when something comes that is not plain: it takes longer than most of what is made at start. */
    static SafeXml shared() {
        return Shared.XML;
    }

    /** A reader that stands at the root. */
    XMLStreamReader open(byte[] bytes, int offset, int length) throws XMLStreamException {
        ControlReferences text = ControlReferences.in(text(bytes, offset, length));
        XMLStreamReader reader =
                new BoundedXmlReader(staxFactory.createXMLStreamReader(new StringReader(text.xml())), text);
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

    /** The platform writes XML 1.0 in UTF-8, whatever else a declaration says; of emoji in 1.1 the JDK knows nothing. */
    private static String text(byte[] bytes, int offset, int length) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, offset, length))
                    .toString();
            String unmarked = text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
            return VERSION.matcher(unmarked).replaceFirst("${declared}1.0");
        } catch (CharacterCodingException ex) {
            throw new UnreadablePayloadException("not well-formed XML");
        }
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

    private static final class Shared {

        static final SafeXml XML = new SafeXml();
    }
}
