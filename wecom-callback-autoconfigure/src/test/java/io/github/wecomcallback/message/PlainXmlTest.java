// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.message;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.wecomcallback.support.Catalogue;
import io.github.wecomcallback.support.Catalogue.Entry;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import javax.xml.stream.XMLStreamException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

/** The reader of plain XML, held against the one for all XML. */
class PlainXmlTest {

    private static final SafeXml SAFE = new SafeXml();
    private static final String[] PIECES = {
        "<a>",
        "</a>",
        "<b>",
        "</b>",
        "<Item>",
        "</Item>",
        "<c/>",
        "<![CDATA[",
        "]]>",
        "x",
        " ",
        "\n",
        "\t",
        "\r",
        "]",
        "]]",
        "&amp;",
        "&",
        "<",
        ">",
        "中文",
        "😀",
        "\u0001",
        "\uFFFE",
        "\u0085",
        "<!-- c -->",
        "<?p i?>",
        "a=\"b\"",
        "<xml>",
        "</xml>",
        "<![CDATA[text]]>",
        "<![CDATA[]]>",
        "<a>1</a>",
        "<b><![CDATA[2]]></b>"
    };

    static List<Entry> xmlEntries() {
        return Catalogue.entries()
                .filter(entry -> entry.plaintext().strip().startsWith("<"))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("xmlEntries")
    void what_the_platform_sends_is_plain_and_reads_the_same(Entry entry) throws Exception {
        byte[] bytes = bytes(entry.plaintext());

        assertThat(PlainXml.tree(bytes, 0, bytes.length)).isNotNull().isEqualTo(SAFE.tree(bytes, 0, bytes.length));
    }

    @Test
    void a_slice_is_read_and_nothing_beside_it() {
        byte[] bytes = bytes("</a><xml><a>1</a></xml><a>");

        ObjectNode tree = PlainXml.tree(bytes, 4, bytes.length - 7);

        assertThat(tree).hasToString("{\"a\":\"1\"}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<xml><a>1</a><a>2</a></xml>",
                "<xml><a>1</a><b>x</b><a>2</a><a>3</a></xml>",
                "<xml><a><b>1</b></a><a><b>2</b></a></xml>",
                "<xml><a> <![CDATA[x]]> </a></xml>",
                "<xml><a><![CDATA[x]]><![CDATA[y]]></a></xml>",
                "<xml><a> x y </a></xml>",
                "<xml><a></a><b/><c> </c><d><![CDATA[]]></d><e><![CDATA[ ]]></e></xml>",
                "<xml>\n  <a>1</a>\n</xml>\n",
                "<xml><a>x<![CDATA[y]]>z</a></xml>",
                "<xml><a><![CDATA[a]]]]><![CDATA[>b]]></a></xml>",
                "<xml><a><![CDATA[<b>&amp;]]></a></xml>",
                "<xml><a_1>中文😀</a_1></xml>"
            })
    void it_reads_what_is_plain_as_the_other_does(String xml) throws Exception {
        byte[] bytes = bytes(xml);

        assertThat(PlainXml.tree(bytes, 0, bytes.length)).isNotNull().isEqualTo(SAFE.tree(bytes, 0, bytes.length));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<",
                "<xml",
                "<xml>",
                "<xml></xml>",
                "<xml/>",
                "<xml>text</xml>",
                "<xml><a>1</a>",
                "<xml><a>1</b></xml>",
                "<xml><a>1</ab></xml>",
                "<xml><a>1</a ></xml>",
                "<xml><a >1</a></xml>",
                "<xml><a b='c'>1</a></xml>",
                "<xml><a>1</a></xml><xml/>",
                "<xml><a>x &amp; y</a></xml>",
                "<xml><a>x & y</a></xml>",
                "<xml><a>]]></a></xml>",
                "<xml><a>x\ry</a></xml>",
                "<xml><a><![CDATA[x\ry]]></a></xml>",
                "<xml><a><![CDATA[x\u0001]]></a></xml>",
                "<xml><a><![CDATA[x\uFFFE]]></a></xml>",
                "<xml><a><![CDATA[x</a></xml>",
                "<xml><a><![cdata[x]]></a></xml>",
                "<xml><!-- c --><a>1</a></xml>",
                "<?xml version='1.0'?><xml><a>1</a></xml>",
                "<!DOCTYPE xml><xml><a>1</a></xml>",
                "<xml>x<a>1</a></xml>",
                "<xml><x:a>1</x:a></xml>",
                "<xml><1>1</1></xml>",
                "<root><a>1</a></root>",
                "\uFEFF<xml><a>1</a></xml>"
            })
    void it_leaves_the_rest_to_the_other(String xml) {
        byte[] bytes = bytes(xml);

        assertThat(PlainXml.tree(bytes, 0, bytes.length)).isNull();
    }

    @Test
    void bytes_that_are_no_text_are_left_to_the_other() {
        byte[] bytes = bytes("<xml><a>??</a></xml>");
        bytes[8] = (byte) 0xC3;

        assertThat(PlainXml.tree(bytes, 0, bytes.length)).isNull();
    }

    @Test
    void depth_elements_and_pieces_of_text_are_bounded() {
        assertThat(plain("<a>".repeat(15) + "x" + "</a>".repeat(15))).isNotNull();
        assertThat(plain("<a>".repeat(16) + "x" + "</a>".repeat(16))).isNull();
        assertThat(plain("<a/>".repeat(2_000))).isNotNull();
        assertThat(plain("<a/>".repeat(2_001))).isNull();
        assertThat(plain("<a>" + "<![CDATA[x]]>".repeat(51) + "</a>")).isNotNull();
        assertThat(plain("<a>" + "<![CDATA[x]]>".repeat(52) + "</a>")).isNull();
    }

    @Test
    void whatever_it_reads_it_reads_as_the_other_does() {
        Random random = new Random(20261121);
        int read = 0;
        for (int i = 0; i < 200_000; i++) {
            byte[] bytes = bytes("<xml>" + scrap(random) + "</xml>");
            ObjectNode plain = PlainXml.tree(bytes, 0, bytes.length);
            if (plain != null) {
                read++;
                assertThat(plain)
                        .as(() -> new String(bytes, StandardCharsets.UTF_8))
                        .isEqualTo(safe(bytes));
            }
        }

        assertThat(read).isGreaterThan(3_000);
    }

    @Test
    void the_text_of_one_child_is_what_the_other_reads_there() {
        Random random = new Random(20261122);
        int read = 0;
        for (int i = 0; i < 200_000; i++) {
            byte[] bytes = bytes("<xml>" + scrap(random) + "</xml>");
            byte[] text = PlainXml.text(bytes, "a");
            if (text != null) {
                read++;
                ObjectNode tree = safe(bytes);
                assertThat(tree)
                        .as(() -> new String(bytes, StandardCharsets.UTF_8))
                        .isNotNull();
                assertThat(text)
                        .asString(StandardCharsets.UTF_8)
                        .as(() -> new String(bytes, StandardCharsets.UTF_8))
                        .isEqualTo(tree.get("a").stringValue().strip());
            }
        }

        assertThat(read).isGreaterThan(1_000);
    }

    private static String scrap(Random random) {
        StringBuilder scrap = new StringBuilder();
        for (int i = random.nextInt(7); i >= 0; i--) {
            scrap.append(PIECES[random.nextInt(PIECES.length)]);
        }
        return scrap.toString();
    }

    private static @Nullable ObjectNode plain(String children) {
        byte[] bytes = bytes("<xml>" + children + "</xml>");
        return PlainXml.tree(bytes, 0, bytes.length);
    }

    private static @Nullable ObjectNode safe(byte[] bytes) {
        try {
            return SAFE.tree(bytes, 0, bytes.length);
        } catch (XMLStreamException | UnreadablePayloadException ex) {
            return null;
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
