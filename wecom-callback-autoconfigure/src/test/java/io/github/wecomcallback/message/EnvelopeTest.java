// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.wecomcallback.support.CryptoVector;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class EnvelopeTest {

    private static final String XML =
            "<?xml version='1.0'?><xml><!-- c --><ToUserName><![CDATA[ww]]></ToUserName><B>&#20; &amp;</B>"
                    + "<Encrypt><![CDATA[Y2lwaGVy]]></Encrypt><AgentID>1</AgentID></xml>";
    private static final String JSON = "{\"ToUserName\":\"ww\",\"AgentID\":\"1\",\"Encrypt\":\"Y2lwaGVy\"}";

    static List<CryptoVector> vectors() {
        return CryptoVector.all().stream()
                .filter(vector -> vector.body() != null)
                .toList();
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void the_platforms_own_envelopes_are_read(CryptoVector vector) {
        Envelope envelope = read(vector.body());

        assertThat(envelope.encrypted()).asString(StandardCharsets.UTF_8).isEqualTo(vector.encrypted());
        assertThat(envelope.format()).isEqualTo(vector.body().startsWith("{") ? WireFormat.JSON : WireFormat.XML);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<xml><Encrypt><![CDATA[Y2lwaGVy]]></Encrypt></xml>",
                "<xml><Encrypt>Y2lwaGVy</Encrypt></xml>",
                "<xml><Encrypt>\n <![CDATA[\nY2lwaGVy ]]> \n</Encrypt></xml>",
                "<xml><Encrypt>Y2lw<!-- aside --><?aside?>aGVy</Encrypt></xml>",
                "<xml><ToUserName>ww</ToUserName><Encrypt>Y2lwaGVy</Encrypt><AgentID/></xml>",
                "<xml><AgentID/><ToUserName>ww</ToUserName><Encrypt>Y2lwaGVy</Encrypt></xml>",
                "<xml><Encrypt>Y2lwaGVy</Encrypt><AgentID/><ToUserName>ww</ToUserName></xml>",
                "<xml><Deep><Encrypt>bm90aGlz</Encrypt></Deep><Encrypt>Y2lwaGVy</Encrypt></xml>",
                "<xml><Encrypt>Y2lwaGVy</Encrypt><Deep><Deep><Encrypt>bm90aGlz</Encrypt></Deep></Deep></xml>",
                "<xml><encrypt>bm90aGlz</encrypt><Encrypt>Y2lwaGVy</Encrypt></xml>",
                "\uFEFF<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<xml>\n<Encrypt>Y2lwaGVy</Encrypt>\n</xml>\n"
            })
    void the_cipher_text_is_found_by_its_name_in_xml(String body) {
        assertReads(body, WireFormat.XML);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"encrypt\":\"Y2lwaGVy\"}",
                "{\"Encrypt\":\"Y2lwaGVy\"}",
                "{\"encrypt\":\" Y2lwaGVy\\n\"}",
                "{\"ToUserName\":\"ww\",\"AgentID\":\"1\",\"Encrypt\":\"Y2lwaGVy\"}",
                "{\"tousername\":\"ww\",\"encrypt\":\"Y2lwaGVy\",\"agentid\":\"1\"}",
                "{\"deep\":{\"encrypt\":\"bm90aGlz\"},\"encrypt\":\"Y2lwaGVy\"}",
                "\uFEFF \n{ \"encrypt\" : \"Y2lwaGVy\" }\n"
            })
    void the_cipher_text_is_found_by_its_name_in_json(String body) {
        assertReads(body, WireFormat.JSON);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<xml/>",
                "<xml><ToUserName>ww</ToUserName></xml>",
                "<xml><Encrypt/></xml>",
                "<xml><Encrypt><![CDATA[]]></Encrypt></xml>",
                "<xml><Encrypt> \n </Encrypt></xml>",
                "<xml><Deep><Encrypt>Y2lwaGVy</Encrypt></Deep></xml>",
                "<xml><encrypt>Y2lwaGVy</encrypt></xml>",
                "<xml Encrypt='Y2lwaGVy'/>",
                "{}",
                "{\"encrypt\":\"\"}",
                "{\"encrypt\":\" \"}",
                "{\"encrypt\":1}",
                "{\"encrypt\":null}",
                "{\"encrypt\":[\"Y2lwaGVy\"]}",
                "{\"encrypt\":{\"encrypt\":\"Y2lwaGVy\"}}",
                "{\"deep\":{\"encrypt\":\"Y2lwaGVy\"}}"
            })
    void an_envelope_without_a_cipher_text_is_refused(String body) {
        assertRefused(body, "no cipher text");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<xml><Encrypt>Y2lwaGVy</Encrypt><Encrypt>Y2lwaGVy</Encrypt></xml>",
                "<xml><Encrypt>Y2lwaGVy</Encrypt><A/><Encrypt/></xml>",
                "<xml><Encrypt/><Encrypt>Y2lwaGVy</Encrypt></xml>",
                "{\"encrypt\":\"Y2lwaGVy\",\"Encrypt\":\"Y2lwaGVy\"}",
                "{\"Encrypt\":\"Y2lwaGVy\",\"encrypt\":null}"
            })
    void an_envelope_with_two_cipher_texts_is_refused(String body) {
        assertRefused(body, "more than one cipher text");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"encrypt\":\"Y2lwaGVy\",\"encrypt\":\"Y2lwaGVy\"}",
                "{\"encrypt\":\"Y2lwaGVy\",\"a\":1,\"a\":1}",
                "{\"encrypt\":\"Y2lwaGVy\",\"a\":{\"b\":1,\"b\":1}}",
                "{\"encrypt\":\"Y2lwaGVy\"} {}",
                "{\"encrypt\":\"Y2lwaGVy\"}x",
                "{\"encrypt\":\"Y2lw\naGVy\"}",
                "{\"encrypt\":\"Y2lwaGVy\""
            })
    void json_is_read_strictly(String body) {
        assertRefused(body, "not well-formed JSON");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<xml><Encrypt>Y2lwaGVy<b/></Encrypt></xml>",
                "<xml><Encrypt>Y2lwaGVy</Encrypt>",
                "<xml><Encrypt>Y2lwaGVy",
                "<xml><Encrypt>Y2lwaGVy</Encrypt></xml>x",
                "<xml><Encrypt>Y2lwaGVy</Encrypt></xml><xml/>",
                "<xml><Encrypt>Y2lwaGVy</Encrypt><A>a & b</A></xml>",
                "<xml><Encrypt>Y2lwaGVy</Encrypt><A>&#0;</A></xml>",
                "<xml><Encrypt>Y2lwaGVy</Encrypt><A>&unknown;</A></xml>",
                "<xml><Encrypt>Y2lwaGVy</Encrypt><A>\u0001</A></xml>",
                "<xml><x:Encrypt>Y2lwaGVy</x:Encrypt></xml>"
            })
    void xml_is_read_strictly_to_its_end(String body) {
        assertRefused(body, "not well-formed XML");
    }

    @Test
    void what_is_hostile_is_refused() {
        assertRefused("<!DOCTYPE xml><xml><Encrypt>a</Encrypt></xml>", "a document type is not accepted");
        assertRefused("<html><Encrypt>a</Encrypt></html>", "the root is not 'xml'");
        assertRefused("<xml>" + "<A>".repeat(100_000), "not well-formed XML");
        assertRefused("<xml>" + "<A/>".repeat(20_000) + "</xml>", "not well-formed XML");
        assertRefused("{\"a\":".repeat(100_000), "not well-formed JSON");
        assertRefused("{\"a\":" + "[".repeat(48) + "]".repeat(48) + ",\"encrypt\":\"a\"}", "not well-formed JSON");
        assertRefused("", "empty");
        assertRefused("encrypt=a", "neither XML nor JSON");
    }

    @Test
    void an_envelope_cut_anywhere_is_refused() {
        for (String body : List.of(XML, JSON)) {
            assertThat(read(body).encrypted()).asString(StandardCharsets.UTF_8).isEqualTo("Y2lwaGVy");
            for (int length = 0; length < body.length(); length++) {
                String cut = body.substring(0, length);
                assertThatExceptionOfType(UnreadablePayloadException.class).isThrownBy(() -> read(cut));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {XML, JSON})
    void a_spoilt_envelope_is_never_more_than_refused(String body) {
        Random random = new Random(20260105);
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        int read = 0;
        for (int round = 0; round < 20_000; round++) {
            try {
                Envelope.read(Spoil.some(bytes, random));
                read++;
            } catch (UnreadablePayloadException refused) {
                assertThat(refused.getStackTrace()).isEmpty();
            }
        }

        assertThat(read).isPositive();
    }

    @Test
    void an_envelope_does_not_show_its_cipher_text() {
        assertThat(read(JSON)).hasToString("Envelope[JSON]");
    }

    private static void assertReads(String body, WireFormat format) {
        Envelope envelope = read(body);
        assertThat(envelope.encrypted()).asString(StandardCharsets.UTF_8).isEqualTo("Y2lwaGVy");
        assertThat(envelope.format()).isEqualTo(format);
    }

    private static Envelope read(String body) {
        return Envelope.read(body.getBytes(StandardCharsets.UTF_8));
    }

    private static void assertRefused(String body, String reason) {
        assertThatExceptionOfType(UnreadablePayloadException.class)
                .isThrownBy(() -> read(body))
                .withMessage(reason)
                .withNoCause();
    }
}
