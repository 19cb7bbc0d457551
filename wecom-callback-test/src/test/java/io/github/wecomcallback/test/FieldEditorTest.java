// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class FieldEditorTest {

    private static final String XML =
            "<xml>\n<A><![CDATA[1]]></A> <N>2</N><Item><B>x</B></Item><C/><Item><B>y</B></Item></xml>";
    private static final String JSON =
            "{\"msgid\":\"1\",\"n\":7412369850147289779,\"flag\":true,\"item\":[{\"b\":\"x\"},{\"b\":\"y\"}]}";

    @Test
    void what_is_not_changed_stays_as_it_is_written() {
        assertThat(FieldEditor.of(XML).text()).isEqualTo(XML.replace("<C/>", "<C></C>"));
        assertThat(FieldEditor.of(JSON).text()).isEqualTo(JSON);
    }

    @Test
    void a_field_of_xml_is_written_as_it_was() {
        assertThat(set(XML, "A", "<&]]>")).contains("<A><![CDATA[<&]]]]><![CDATA[>]]></A>");
        assertThat(set(XML, "N", "3 < 4")).contains("<N>3 &lt; 4</N>");
        assertThat(set(XML, "New", "x")).endsWith("<New><![CDATA[x]]></New></xml>");
        assertThat(set(XML, "New", 5)).endsWith("<New>5</New></xml>");
    }

    @Test
    void an_element_of_xml_that_repeats_is_chosen_by_its_index() {
        assertThat(set(XML, "Item.B", "z")).contains("<Item><B>z</B></Item><C>");
        assertThat(set(XML, "Item[1].B", "z")).contains("<C></C><Item><B>z</B></Item>");
        assertThat(set(XML, "Item[2].B", "z")).endsWith("<B>y</B></Item><Item><B><![CDATA[z]]></B></Item></xml>");
    }

    @Test
    void names_are_found_in_other_spellings() {
        assertThat(set(XML, "item[1].b", "z")).contains("<Item><B>z</B></Item></xml>");
        assertThat(set(JSON, "MsgId", "2")).contains("\"msgid\":\"2\"").doesNotContain("MsgId");
    }

    @Test
    void fields_of_xml_are_removed() {
        assertThat(remove(XML, "Item")).doesNotContain("Item");
        assertThat(remove(XML, "Item[1]")).contains("<B>x</B>").doesNotContain("<B>y</B>");
        assertThat(remove(XML, "Item[1].B")).contains("<B>x</B>").endsWith("<Item></Item></xml>");
        assertThat(remove(XML, "Nothing.At.All")).isEqualTo(FieldEditor.of(XML).text());
    }

    @Test
    void a_field_of_json_keeps_its_type_where_a_text_fits_it() {
        assertThat(set(JSON, "n", "5")).contains("\"n\":5,");
        assertThat(set(JSON, "flag", "false")).contains("\"flag\":false,");
        assertThat(set(JSON, "n", "five")).contains("\"n\":\"five\"");
        assertThat(set(JSON, "msgid", "5")).contains("\"msgid\":\"5\"");
        assertThat(set(JSON, "list", List.of(1, 2))).contains("\"list\":[1,2]");
    }

    @Test
    void objects_and_arrays_of_json_are_made_on_the_way() {
        assertThat(set(JSON, "item[1].b", "z")).contains("[{\"b\":\"x\"},{\"b\":\"z\"}]");
        assertThat(set(JSON, "item[2].b", "z")).contains("{\"b\":\"y\"},{\"b\":\"z\"}]");
        assertThat(set(JSON, "a.b[0].c", "z")).contains("\"a\":{\"b\":[{\"c\":\"z\"}]}");
    }

    @Test
    void fields_of_json_are_removed() {
        assertThat(remove(JSON, "item")).doesNotContain("item");
        assertThat(remove(JSON, "item[0]")).contains("\"item\":[{\"b\":\"y\"}]");
        assertThat(remove(JSON, "item[1].b")).contains("[{\"b\":\"x\"},{}]");
        assertThat(remove(JSON, "nothing.at.all")).isEqualTo(JSON);
    }

    @Test
    void a_gap_or_no_path_at_all_is_refused() {
        assertThatThrownBy(() -> set(XML, "Item[4].B", "z")).hasMessageContaining("There is no Item[4]");
        assertThatThrownBy(() -> set(JSON, "item[4].b", "z")).hasMessageContaining("There is no item[4]");
        assertThatThrownBy(() -> set(XML, "Item[x]", "z")).hasMessageContaining("is no path");
        assertThatThrownBy(() -> set(XML, "A..B", "z")).hasMessageContaining("is no path");
        assertThatThrownBy(() -> set("<xml>", "A", "z")).hasMessageContaining("not well-formed");
    }

    private static String set(String plaintext, String path, Object value) {
        FieldEditor editor = FieldEditor.of(plaintext);
        editor.set(path, value);
        return editor.text();
    }

    private static String remove(String plaintext, String path) {
        FieldEditor editor = FieldEditor.of(plaintext);
        editor.remove(path);
        return editor.text();
    }
}
