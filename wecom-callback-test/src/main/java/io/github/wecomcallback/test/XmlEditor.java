// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.test;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.CDATASection;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.Text;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/** Changes XML and keeps its order, blanks and CDATA, which a tree of Jackson would not. */
final class XmlEditor implements FieldEditor {

    private final Document document;

    XmlEditor(String plaintext) {
        this.document = parse(plaintext);
    }

    private static Document parse(String plaintext) {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultInstance();
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            DocumentBuilder builder = factory.newDocumentBuilder();
            // The JDK's own handler prints to the console.
            builder.setErrorHandler(new DefaultHandler());
            return builder.parse(new InputSource(new StringReader(plaintext)));
        } catch (SAXException ex) {
            throw new IllegalArgumentException("The plaintext is not well-formed, so its fields cannot be changed", ex);
        } catch (ParserConfigurationException | IOException ex) {
            throw new IllegalStateException(ex);
        }
    }

    @Override
    public void set(String path, Object value) {
        Element element = document.getDocumentElement();
        for (PathStep step : PathStep.of(path)) {
            element = childOrNew(element, step);
        }
        String text = value.toString();
        boolean bare = value instanceof Number || isBare(element);
        while (element.getFirstChild() != null) {
            element.removeChild(element.getFirstChild());
        }
        element.appendChild(bare ? document.createTextNode(text) : document.createCDATASection(text));
    }

    @Override
    public void remove(String path) {
        List<PathStep> steps = PathStep.of(path);
        Element parent = document.getDocumentElement();
        for (PathStep step : steps.subList(0, steps.size() - 1)) {
            List<Element> named = children(parent, step.name());
            if (named.size() <= step.index()) {
                return;
            }
            parent = named.get(step.index());
        }
        PathStep last = steps.get(steps.size() - 1);
        List<Element> named = children(parent, last.name());
        for (int i = 0; i < named.size(); i++) {
            if (!last.indexed() || i == last.index()) {
                parent.removeChild(named.get(i));
            }
        }
    }

    private Element childOrNew(Element parent, PathStep step) {
        List<Element> named = children(parent, step.name());
        if (step.index() < named.size()) {
            return named.get(step.index());
        }
        step.requireNoGap(named.size());
        Element last = named.isEmpty() ? null : named.get(named.size() - 1);
        Element created = document.createElement(last == null ? step.name() : last.getTagName());
        @Nullable Node behind = last == null ? null : last.getNextSibling();
        parent.insertBefore(created, behind);
        return created;
    }

    /** The children of that name, or else those whose name is spelled in another way. */
    private static List<Element> children(Element parent, String name) {
        List<Element> exact = new ArrayList<>();
        List<Element> similar = new ArrayList<>();
        for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element child && child.getTagName().equals(name)) {
                exact.add(child);
            } else if (node instanceof Element child && PathStep.isSimilar(child.getTagName(), name)) {
                similar.add(child);
            }
        }
        return exact.isEmpty() ? similar : exact;
    }

    /** Whether it is text outside CDATA, as the platform writes most numbers. */
    private static boolean isBare(Element element) {
        return element.getFirstChild() instanceof Text text
                && !(text instanceof CDATASection)
                && text.getNextSibling() == null
                && !text.getData().isBlank();
    }

    @Override
    public String text() {
        StringBuilder xml = new StringBuilder();
        write(document.getDocumentElement(), xml);
        return xml.toString();
    }

    private static void write(Node node, StringBuilder xml) {
        if (node instanceof CDATASection section) {
            xml.append("<![CDATA[")
                    .append(section.getData().replace("]]>", "]]]]><![CDATA[>"))
                    .append("]]>");
        } else if (node instanceof Text text) {
            xml.append(text.getData().replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"));
        } else if (node instanceof Element element) {
            xml.append('<').append(element.getTagName()).append('>');
            for (Node child = element.getFirstChild(); child != null; child = child.getNextSibling()) {
                write(child, xml);
            }
            xml.append("</").append(element.getTagName()).append('>');
        }
    }
}
