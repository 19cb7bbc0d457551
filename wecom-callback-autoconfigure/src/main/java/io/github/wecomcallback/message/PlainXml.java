// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.message;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/**
 * Reads the little of XML that the platform writes, in one pass over the bytes: elements, text, CDATA. Whatever else there
 * is in XML, and whatever is wrong, it leaves to {@link SafeXml}, and where it does read a text, it makes the same tree of it.
 *
 * <p>A general parser spends most of its time on what never comes: it is half the cost of a callback.
 */
final class PlainXml {

    private static final ElementNames NAMES = new ElementNames();
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final int MAX_DEPTH = 16;
    private static final int MAX_ELEMENTS = 2_000;
    private static final int MAX_JOINS = 50;
    private static final String ROOT = "xml";
    private static final byte[] CDATA = "<![CDATA[".getBytes(StandardCharsets.US_ASCII);
    private static final int CDATA_END = "]]>".length();

    private final byte[] bytes;
    private final int end;
    private int at;
    private int elements;
    private int joins;

    private PlainXml(byte[] bytes, int offset, int length) {
        this.bytes = bytes;
        this.at = offset;
        this.end = offset + length;
    }

    /** The children of the root as a tree, or null when this is not for here. */
    static @Nullable ObjectNode tree(byte[] bytes, int offset, int length) {
        try {
            return new PlainXml(bytes, offset, length).document();
        } catch (NotPlain ex) {
            return null;
        }
    }

    /**
     * The text of the one child of the root that has this name, without the blanks around it, or null when this is not for
     * here. Nothing is made of the other children.
     */
    static byte @Nullable [] text(byte[] bytes, String child) {
        try {
            return new PlainXml(bytes, 0, bytes.length).onlyText(child);
        } catch (NotPlain ex) {
            return null;
        }
    }

    private ObjectNode document() throws NotPlain {
        root();
        JsonNode root = content(ROOT, 1);
        skipBlanks();
        require(at == end && root.isObject());
        return (ObjectNode) root;
    }

    private byte[] onlyText(String wanted) throws NotPlain {
        root();
        byte[] found = null;
        while (isStartTagNext()) {
            at++;
            String name = name();
            require(bytes[at - 1] == '>');
            if (name.equals(wanted)) {
                require(found == null);
                found = text(name);
            } else {
                content(name, 2);
            }
        }
        at += 2;
        endTag(ROOT);
        skipBlanks();
        require(at == end && found != null);
        return found;
    }

    private void root() throws NotPlain {
        skipBlanks();
        require(at < end && bytes[at] == '<');
        at++;
        require(ROOT.equals(name()) && bytes[at - 1] == '>');
    }

    /** Or else an end tag; there is nothing but blanks before it. */
    private boolean isStartTagNext() throws NotPlain {
        require(skipText() && at + 1 < end && bytes[at + 1] != '!');
        return bytes[at + 1] != '/';
    }

    /** What stands in an element that has no children, up to and with its end tag. */
    private byte[] text(String element) throws NotPlain {
        int begin = at;
        int stop;
        boolean blank = skipText();
        require(at + 1 < end);
        if (bytes[at + 1] == '!') {
            require(blank);
            begin = at + CDATA.length;
            skipCdata();
            stop = at - CDATA_END;
            require(skipText() && at + 1 < end);
        } else {
            stop = at;
        }
        require(bytes[at + 1] == '/');
        at += 2;
        endTag(element);
        while (begin < stop && isBlank(bytes[begin])) {
            begin++;
        }
        while (begin < stop && isBlank(bytes[stop - 1])) {
            stop--;
        }
        return Arrays.copyOfRange(bytes, begin, stop);
    }

    /** What stands in an element, up to and with its end tag: its children, or its text. */
    private JsonNode content(String element, int depth) throws NotPlain {
        require(depth <= MAX_DEPTH);
        ObjectNode children = null;
        String text = "";
        while (true) {
            int begin = at;
            boolean blank = skipText();
            if (!blank) {
                text = joined(text, string(begin, at));
            }
            require(at + 1 < end);
            byte next = bytes[at + 1];
            if (next == '!') {
                int start = at + CDATA.length;
                skipCdata();
                text = joined(text, string(start, at - CDATA_END));
            } else if (next == '/') {
                at += 2;
                endTag(element);
                require(children == null || text.isEmpty());
                return children == null ? StringNode.valueOf(text) : children;
            } else {
                if (children == null) {
                    children = NODES.objectNode();
                }
                at++;
                child(children, depth);
            }
        }
    }

    private void child(ObjectNode parent, int depth) throws NotPlain {
        require(++elements <= MAX_ELEMENTS);
        String name = name();
        JsonNode value;
        if (bytes[at - 1] == '/') {
            require(at < end && bytes[at++] == '>');
            value = StringNode.valueOf("");
        } else {
            value = content(name, depth + 1);
        }
        JsonNode before = parent.putIfAbsent(name, value);
        if (before instanceof ArrayNode siblings) {
            siblings.add(value);
        } else if (before != null) {
            parent.set(name, NODES.arrayNode(4).add(before).add(value));
        }
    }

    /** The name of a start tag, and the one character behind it: the end of the tag. */
    private String name() throws NotPlain {
        int begin = at;
        int i = begin;
        while (i < end && isName(bytes[i], i == begin)) {
            i++;
        }
        require(i > begin && i < end && (bytes[i] == '>' || bytes[i] == '/'));
        at = i + 1;
        return NAMES.of(bytes, begin, i - begin);
    }

    private void endTag(String element) throws NotPlain {
        int begin = at;
        int length = element.length();
        require(begin + length < end && bytes[begin + length] == '>');
        for (int i = 0; i < length; i++) {
            require(bytes[begin + i] == element.charAt(i));
        }
        at = begin + length + 1;
    }

    private static boolean isName(byte b, boolean first) {
        return b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z' || b == '_' || !first && b >= '0' && b <= '9';
    }

    /** Goes on to the next tag. Returns whether there are but blanks on the way. */
    private boolean skipText() throws NotPlain {
        boolean blank = true;
        int i = at;
        while (i < end) {
            byte b = bytes[i];
            if (b == '<') {
                at = i;
                return blank;
            }
            // What has a meaning of its own in XML, and what is none.
            require(b != '&' && b != ']' && isText(b));
            blank &= isBlank(b);
            i++;
        }
        throw NotPlain.THIS;
    }

    private void skipCdata() throws NotPlain {
        require(at + CDATA.length < end);
        for (int i = 2; i < CDATA.length; i++) {
            require(bytes[at + i] == CDATA[i]);
        }
        int last = end - 2;
        for (int i = at + CDATA.length; i < last; i++) {
            byte b = bytes[i];
            if (b != ']') {
                require(isText(b));
            } else if (bytes[i + 1] == ']' && bytes[i + 2] == '>') {
                at = i + CDATA_END;
                return;
            }
        }
        throw NotPlain.THIS;
    }

    private static boolean isText(byte b) {
        return b >= ' ' || b < 0 || b == '\n' || b == '\t';
    }

    private static boolean isBlank(byte b) {
        return b == ' ' || b == '\n' || b == '\t';
    }

    private String string(int begin, int stop) throws NotPlain {
        String text = new String(bytes, begin, stop - begin, StandardCharsets.UTF_8);
        // The decoder puts the first in the place of bytes that are no text; XML has no place for the others.
        require(text.indexOf('\uFFFD') < 0 && text.indexOf('\uFFFE') < 0 && text.indexOf('\uFFFF') < 0);
        return text;
    }

    /** Rarely more than one piece; many would be copied many times. */
    private String joined(String left, String right) throws NotPlain {
        if (left.isEmpty()) {
            return right;
        }
        require(++joins <= MAX_JOINS);
        return left + right;
    }

    private void skipBlanks() {
        while (at < end && isBlank(bytes[at])) {
            at++;
        }
    }

    private static void require(boolean plain) throws NotPlain {
        if (!plain) {
            throw NotPlain.THIS;
        }
    }

    /** Says that somebody else has to read it. */
    private static final class NotPlain extends Exception {

        private static final long serialVersionUID = 1L;
        private static final NotPlain THIS = new NotPlain();

        private NotPlain() {
            super(null, null, false, false);
        }
    }
}
