// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.wecomcallback.support.WeCom;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class XmlPayloadTest {

    @Test
    void blanks_around_cdata_are_not_part_of_the_text() {
        assertThat(content("\n  <![CDATA[hi]]>\t\n")).isEqualTo("hi");
    }

    @Test
    void blanks_inside_cdata_are_part_of_the_text() {
        assertThat(content("\n<![CDATA[ hi\n ]]>\n")).isEqualTo(" hi\n ");
        assertThat(content("<![CDATA[  ]]>")).isEqualTo("  ");
    }

    @Test
    void a_text_may_be_bare_or_in_several_sections() {
        assertThat(content("hi")).isEqualTo("hi");
        assertThat(content("a<![CDATA[b]]>c")).isEqualTo("abc");
        assertThat(content("<![CDATA[a]]]]><![CDATA[>b]]>")).isEqualTo("a]]>b");
        assertThat(content("<![CDATA[a]]><!-- aside --><?aside?><![CDATA[b]]>")).isEqualTo("ab");
    }

    @Test
    void entities_and_character_references_are_replaced() {
        assertThat(content("&lt; &gt;&amp;&quot;&apos;&#20013; &#x1F642;")).isEqualTo("< >&\"'中 🙂");
        assertThat(content("<![CDATA[&lt;]]>")).isEqualTo("&lt;");
    }

    @Test
    void blanks_inside_a_long_text_survive_wherever_the_parser_pauses() {
        String blanks = " ".repeat(10_000);
        String tags = "&lt; &gt;".repeat(2_000);

        assertThat(content("x" + blanks + "y" + tags)).isEqualTo("x" + blanks + "y" + "< >".repeat(2_000));
        assertThat(content("<![CDATA[" + blanks + "x" + blanks + "]]>")).isEqualTo(blanks + "x" + blanks);
    }

    @Test
    void an_empty_element_is_an_empty_text() {
        Payload payload = Payload.of("<xml><A/><B></B><C> \n </C><D><![CDATA[]]></D></xml>");

        for (String name : List.of("A", "B", "C", "D")) {
            assertThat(payload.get(name)).isEmpty();
        }
    }

    @Test
    void repeated_siblings_are_an_array_even_when_others_stand_between() {
        Payload payload = Payload.of("<xml><Id>1</Id><Name>n</Name><Id>2</Id><Id>3</Id><Other/><Id>4</Id></xml>");

        assertThat(payload.getAll("Id")).containsExactly("1", "2", "3", "4");
        assertThat(payload.get("Name")).isEqualTo("n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\uFEFF<xml><Content>hi</Content></xml>",
                " \r\n<xml><Content>hi</Content></xml>",
                "<?xml version=\"1.0\" encoding=\"UTF-8\"?><xml><Content>hi</Content></xml>",
                "<?xml version=\"1.0\" encoding=\"GBK\"?>\n<xml><Content>hi</Content></xml>",
                "<!-- first --><?aside?><xml><Content>hi</Content></xml>",
                "<xml><Content>hi</Content></xml>\n<!-- last -->\n",
                "<xml><Content>hi</Content></xml>\0"
            })
    void what_stands_around_the_root_does_not_matter(String plaintext) {
        assertThat(Payload.of(plaintext).get("Content")).isEqualTo("hi");
    }

    @ParameterizedTest
    @ValueSource(strings = {"<xml/>", "<xml></xml>", "<xml> \n </xml>", "<xml>text</xml>"})
    void a_root_without_elements_is_a_payload_of_an_unknown_kind(String plaintext) {
        assertThat(Payload.of(plaintext).kind()).hasToString("unknown");
    }

    @Test
    void control_characters_are_left_out_where_xml_has_no_place_for_them() {
        assertThat(content("<![CDATA[王\u0001\u0008\u001F小\0明]]>")).isEqualTo("王小明");
        assertThat(content("王\u0001小\uFFFE\uFFFF明")).isEqualTo("王小明");
        assertThat(content("<![CDATA[a\tb\nc]]>")).isEqualTo("a\tb\nc");
    }

    @ParameterizedTest
    @ValueSource(strings = {"&#1;", "&#8;", "&#x1F;", "&#11;"})
    void control_characters_by_number_are_tolerated(String reference) {
        assertThat(content("王" + reference + "明")).hasSize(3).startsWith("王").endsWith("明");
    }

    @ParameterizedTest
    @CsvSource({
        "a & b, a & b",
        "&, &",
        "&&amp;&, &&&",
        "a&b=1&lt;2&unknown;, a&b=1<2&unknown;",
        "&#;&#x;&#xG;&#1 &AMP;, &#;&#x;&#xG;&#1 &AMP;",
        "&#99999999;&#x1000000;, &#99999999;&#x1000000;"
    })
    void an_ampersand_that_begins_nothing_is_an_ampersand(String inside, String text) {
        assertThat(content(inside)).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"&#0;", "&#x0;", "&#000;", "&#xD800;", "&#57343;", "&#xFFFE;", "&#x110000;", "&#1114112;"})
    void a_reference_to_no_character_is_left_out(String reference) {
        assertThat(content("王" + reference + "明&#x1F642;")).isEqualTo("王明🙂");
    }

    @Test
    void what_is_mended_outside_of_cdata_stays_as_it_is_inside() {
        assertThat(content("&<![CDATA[a & b &amp; &#0; <![CDATA[ &lt;]]>& &#0;<![CDATA[&]]>"))
                .isEqualTo("&a & b &amp; &#0; <![CDATA[ &lt;& &");
    }

    @Test
    void what_came_is_kept_as_it_came_when_it_had_to_be_mended() {
        String plaintext = "<xml><Name>A & B</Name></xml>";

        assertThat(Payload.of(plaintext).raw()).isEqualTo(plaintext);
    }

    @Test
    void a_json_text_keeps_its_ampersands_when_it_has_to_be_mended() {
        Payload payload = read("{\"a\":\"x & y &#0;\u00FF\"}".getBytes(StandardCharsets.ISO_8859_1));

        assertThat(payload.get("a")).isEqualTo("x & y &#0;");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"FF", "80", "C0 80", "F0 9F 99", "ED A0 BD", "ED A0 BD ED B9 82", "F8 88 80 80 80", "E4 B8"})
    void broken_utf_8_is_left_out_of_a_text(String broken) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes("<xml><Content><![CDATA[王".getBytes(StandardCharsets.UTF_8));
        bytes.writeBytes(HexFormat.ofDelimiter(" ").parseHex(broken));
        bytes.writeBytes("明]]></Content><MsgId>1</MsgId></xml>".getBytes(StandardCharsets.UTF_8));

        Payload payload = read(bytes.toByteArray());

        assertThat(payload.get("Content")).isEqualTo("王明");
        assertThat(payload.get("MsgId")).isEqualTo("1");
    }

    @Test
    void a_slice_of_a_buffer_is_read_without_what_stands_around_it() {
        byte[] buffer = "<<xml><Content>hi</Content></xml>>".getBytes(StandardCharsets.UTF_8);

        Payload payload = new PayloadReader().read(buffer, 1, buffer.length - 2);

        assertThat(payload.get("Content")).isEqualTo("hi");
        assertThat(payload.raw()).isEqualTo("<xml><Content>hi</Content></xml>");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<!DOCTYPE xml><xml/>",
                "<!DOCTYPE xml SYSTEM \"file:///etc/hostname\"><xml/>",
                "<!DOCTYPE xml PUBLIC \"-//X//Y\" \"http://localhost:9/x.dtd\"><xml/>",
                "<!DOCTYPE xml [<!ENTITY a 'b'>]><xml><A>&a;</A></xml>",
                "<!DOCTYPE xml [<!ENTITY a SYSTEM 'file:///etc/hostname'>]><xml><A>&a;</A></xml>",
                "<?xml version=\"1.0\"?>\n<!-- x --><!DOCTYPE xml []><xml>\u0001</xml>"
            })
    void a_document_type_is_refused(String plaintext) {
        assertUnreadable(plaintext, "a document type is not accepted");
    }

    @Test
    void an_entity_bomb_is_refused() {
        StringBuilder bomb = new StringBuilder("<!DOCTYPE xml [<!ENTITY e0 'ha'>");
        for (int i = 1; i < 30; i++) {
            bomb.append("<!ENTITY e%d '&e%d;&e%d;'>".formatted(i, i - 1, i - 1));
        }

        assertUnreadable(bomb + "]><xml><A>&e29;</A></xml>", "a document type is not accepted");
    }

    @Test
    void elements_may_nest_48_deep() {
        assertThat(Payload.of(nested(48)).get("A")).isNull();
        assertThat(Payload.of(nested(48)).has("A" + ".A".repeat(46))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {49, 600, 100_000})
    void elements_that_nest_deeper_are_refused(int depth) {
        assertUnreadable(nested(depth), "not well-formed XML");
    }

    @Test
    void elements_nested_too_deep_are_refused_even_if_never_closed() {
        assertUnreadable("<xml>" + "<A>".repeat(100_000), "not well-formed XML");
    }

    @Test
    void more_elements_than_any_payload_has_are_refused() {
        assertThat(Payload.of("<xml>" + "<A/>".repeat(19_999) + "</xml>").getAll("A"))
                .hasSize(19_999);
        assertUnreadable("<xml>" + "<A/>".repeat(20_000) + "</xml>", "not well-formed XML");
    }

    @ParameterizedTest
    @ValueSource(strings = {"jdk.xml.maxElementDepth", "jdk.xml.elementAttributeLimit", "jdk.xml.maxXMLNameLimit"})
    void limits_that_the_application_sets_for_its_own_xml_are_not_ours(String limit) throws Exception {
        byte[] xml = "<xml><Depth><Depth Name='x' Name2='y'/></Depth></xml>".getBytes(StandardCharsets.UTF_8);
        System.setProperty(limit, "1");
        try {
            assertThat(new SafeXml().tree(xml, 0, xml.length))
                    .hasToString("{\"Depth\":{\"Depth\":{\"Name\":\"x\",\"Name2\":\"y\"}}}");
        } finally {
            System.clearProperty(limit);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"XMLInputFactory", "XMLOutputFactory", "XMLEventFactory"})
    void a_stax_that_the_application_chose_for_its_own_xml_is_not_ours(String factory) throws Exception {
        byte[] xml = "<xml><A>&lt;</A></xml>".getBytes(StandardCharsets.UTF_8);
        System.setProperty("javax.xml.stream." + factory, "com.example.Missing");
        try {
            assertThat(new SafeXml().tree(xml, 0, xml.length)).hasToString("{\"A\":\"<\"}");
        } finally {
            System.clearProperty("javax.xml.stream." + factory);
        }
    }

    @Test
    void more_attributes_than_any_payload_has_are_refused() {
        String attributes =
                IntStream.range(0, 1_001).mapToObj(i -> " a" + i + "=''").collect(Collectors.joining());

        assertUnreadable("<xml><A" + attributes + "/></xml>", "not well-formed XML");
    }

    @Test
    void another_version_of_xml_is_read_like_the_first() {
        assertThat(Payload.of("<?xml version=\"1.1\"?><xml><Content>王🙂&#1;</Content></xml>")
                        .get("Content"))
                .isEqualTo("王🙂\u0001");
    }

    @Test
    void what_looks_like_a_control_character_by_number_stays_where_it_is_text() {
        assertThat(content("<!-- &#1; --><![CDATA[&#1;]]>x&#x1F;")).isEqualTo("&#1;x\u001F");
        assertThat(content("\uFDD0 &amp;#1; &#127;")).isEqualTo("\uFDD0 &#1; \u007F");
        assertThat(Payload.of("<xml><A B='&#x00002;'/></xml>").get("A.B")).isEqualTo("\u0002");
    }

    @ParameterizedTest
    @ValueSource(strings = {"<html/>", "<Xml/>", "<xmll/>", "<soap:Envelope xmlns:soap='s'><xml/></soap:Envelope>"})
    void another_root_is_refused(String plaintext) {
        assertUnreadable(plaintext, "the root is not 'xml'");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<",
                "<xml",
                "<xml>",
                "<!-- no root -->",
                "<?xml version=\"1.0\"?>",
                "<xml/>x",
                "<xml/><xml/>",
                "<xml/>{}",
                "<xml><A></xml></A>",
                "<xml><A></B></xml>",
                "<xml><A>a & b</A>",
                "<xml>&<A></xml>&</A>",
                "<xml/>&",
                "<xml><A><![CDATA[x</A></xml>",
                "<xml><A a='1' a='2'/></xml>",
                "<xml><x:A/></xml>"
            })
    void what_is_not_well_formed_is_refused(String plaintext) {
        assertUnreadable(plaintext, "not well-formed XML");
    }

    @ParameterizedTest
    @CsvSource({"'', empty", "'  ', empty", "'\uFEFF', empty", "xml, neither XML nor JSON", "[1], neither XML nor JSON"
    })
    void what_begins_like_nothing_known_is_refused(String plaintext, String reason) {
        assertUnreadable(plaintext, reason);
    }

    @Test
    void a_plaintext_cut_anywhere_is_refused() {
        String sample = WeCom.sample("change_contact.create_user.xml").strip();
        byte[] bytes = sample.getBytes(StandardCharsets.UTF_8);

        for (int length = 0; length < bytes.length; length++) {
            int cut = length;
            assertThatExceptionOfType(UnreadablePayloadException.class)
                    .isThrownBy(() -> new PayloadReader().read(bytes, 0, cut));
        }
    }

    @Test
    void a_spoilt_plaintext_is_never_more_than_refused() {
        Random random = new Random(20260103);
        byte[] sample = WeCom.sample("event.location_select.xml").getBytes(StandardCharsets.UTF_8);
        int read = 0;
        for (int round = 0; round < 20_000; round++) {
            try {
                read(Spoil.some(sample, random)).typed();
                read++;
            } catch (UnreadablePayloadException refused) {
                assertThat(refused.getStackTrace()).isEmpty();
            }
        }

        assertThat(read).isPositive();
    }

    private static String content(String inside) {
        return Payload.of("<xml><Content>" + inside + "</Content></xml>").get("Content");
    }

    /** So many elements deep, the root included. */
    private static String nested(int depth) {
        return "<xml>" + "<A>".repeat(depth - 1) + "</A>".repeat(depth - 1) + "</xml>";
    }

    private static Payload read(byte[] bytes) {
        return new PayloadReader().read(bytes, 0, bytes.length);
    }

    private static void assertUnreadable(String plaintext, String reason) {
        assertThatExceptionOfType(UnreadablePayloadException.class)
                .isThrownBy(() -> Payload.of(plaintext))
                .withMessage(reason)
                .withNoCause();
    }
}
