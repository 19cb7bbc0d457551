// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.support;

import io.github.wecomcallback.support.WeCom.Delivery;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A request that must not get through.
 *
 * @param what what is wrong with it
 * @param status what it is answered
 * @param query the parameters of the URL
 * @param body the body
 */
public record BadInput(String what, int status, Map<String, String> query, byte[] body) {

    private static final WeCom WE_COM = new WeCom();
    private static final Forger FORGER = new Forger();
    private static final String GOOD = WeCom.text("hello", 1);
    private static final int NO_ENVELOPE = 400;
    private static final int NOT_OURS = 403;
    private static final int UNREADABLE = 400;

    /** One of each sort. */
    public static Stream<BadInput> all() {
        return Stream.of(parameters(), envelopes(), cipherTexts(), blocks(), plaintexts())
                .flatMap(sort -> sort);
    }

    private static Stream<BadInput> parameters() {
        long now = Instant.now().getEpochSecond();
        return Stream.of(
                parameter("wrong signature", "msg_signature", "0".repeat(40), NOT_OURS),
                parameter("signature of another length", "msg_signature", "0", NOT_OURS),
                parameter("signature beyond ASCII", "msg_signature", "签".repeat(40), NOT_OURS),
                parameter("empty signature", "msg_signature", "", NO_ENVELOPE),
                parameter("missing signature", "msg_signature", null, NO_ENVELOPE),
                parameter("another nonce", "nonce", "1", NOT_OURS),
                parameter("missing nonce", "nonce", null, NO_ENVELOPE),
                parameter("another timestamp", "timestamp", Long.toString(now - 1), NOT_OURS),
                parameter("missing timestamp", "timestamp", null, NO_ENVELOPE),
                bad("stale timestamp", NOT_OURS, WE_COM.deliver(GOOD, WeCom.CORP_ID, now - 600)),
                bad("timestamp in the future", NOT_OURS, WE_COM.deliver(GOOD, WeCom.CORP_ID, now + 600)),
                bad("timestamp at the end of time", NOT_OURS, WE_COM.deliver(GOOD, WeCom.CORP_ID, Long.MAX_VALUE)),
                bad("timestamp before all time", NOT_OURS, WE_COM.deliver(GOOD, WeCom.CORP_ID, Long.MIN_VALUE)));
    }

    private static Stream<BadInput> envelopes() {
        String encrypted = encrypted(GOOD);
        String cdata = "<Encrypt><![CDATA[" + encrypted + "]]></Encrypt>";
        String json = "{\"encrypt\":\"" + encrypted + "\"}";
        Stream<BadInput> texts = Map.ofEntries(
                        Map.entry("empty body", ""),
                        Map.entry("blank body", " \r\n\t "),
                        Map.entry("plain XML", GOOD),
                        Map.entry("plain JSON", "{\"msgtype\":\"text\"}"),
                        Map.entry("no Encrypt", "<xml><AgentID>1</AgentID></xml>"),
                        Map.entry("empty Encrypt", "<xml><Encrypt></Encrypt></xml>"),
                        Map.entry("two Encrypt", "<xml>" + cdata + cdata + "</xml>"),
                        Map.entry("Encrypt further in", "<xml><a>" + cdata + "</a></xml>"),
                        Map.entry(
                                "Encrypt with an element inside",
                                "<xml><Encrypt>" + encrypted + "<a/></Encrypt></xml>"),
                        Map.entry("another root", "<html>" + cdata + "</html>"),
                        Map.entry("cut XML", "<xml>" + cdata + "</xm"),
                        Map.entry("something behind the root", "<xml>" + cdata + "</xml><xml/>"),
                        Map.entry("DOCTYPE outside", "<!DOCTYPE xml><xml>" + cdata + "</xml>"),
                        Map.entry("external entity outside", external("<xml>" + cdata + "<a>&e;</a></xml>")),
                        Map.entry("deep nesting outside", "<xml>" + cdata + nested(10_000) + "</xml>"),
                        Map.entry("many elements outside", "<xml>" + cdata + "<a/>".repeat(30_000) + "</xml>"),
                        Map.entry("JSON array", "[" + json + "]"),
                        Map.entry("two encrypt in JSON", json.replace("}", ",\"Encrypt\":\"x\"}")),
                        Map.entry("the same name twice in JSON", json.replace("}", ",\"a\":1,\"a\":2}")),
                        Map.entry("encrypt as a number", "{\"encrypt\":1}"),
                        Map.entry("cut JSON", json.substring(0, json.length() - 1)),
                        Map.entry("something behind the JSON", json + json),
                        Map.entry("deep nesting in JSON outside", json.replace("}", ",\"a\":" + "[".repeat(10_000))))
                .entrySet()
                .stream()
                .sorted(Map.Entry.comparingByKey())
                .map(entry -> bad(entry.getKey(), NO_ENVELOPE, FORGER.around(encrypted, entry.getValue())));
        return Stream.concat(texts, randomBytes());
    }

    /** With a good signature, though not of theirs. */
    private static Stream<BadInput> randomBytes() {
        return lengths()
                .mapToObj(length -> new BadInput(
                        "random body of " + length,
                        NO_ENVELOPE,
                        WE_COM.deliver(GOOD).query(),
                        random(length)));
    }

    private static Stream<BadInput> cipherTexts() {
        Stream<BadInput> signed = lengths()
                .mapToObj(length -> bad(
                        "random cipher text of " + length,
                        NOT_OURS,
                        FORGER.xml(Base64.getEncoder().encodeToString(random(length)))));
        return Stream.concat(
                signed,
                Stream.of(
                        bad("cipher text that is no Base64", NOT_OURS, FORGER.xml("你好")),
                        bad(
                                "cut cipher text",
                                NOT_OURS,
                                FORGER.xml(encrypted(GOOD).substring(4)))));
    }

    private static Stream<BadInput> blocks() {
        byte[] message = GOOD.getBytes(StandardCharsets.UTF_8);
        return Stream.of(
                        Map.entry("padding of 0", withLast(0)),
                        Map.entry("padding of 33", withLast(33)),
                        Map.entry("padding of -1", withLast(-1)),
                        Map.entry("padding of unequal bytes", withLast(20)),
                        Map.entry("nothing but padding", padding(32)),
                        Map.entry("length one past the end", claiming(message.length + WeCom.CORP_ID.length() + 1)),
                        Map.entry("length far past the end", claiming(Integer.MAX_VALUE)),
                        Map.entry("negative length", claiming(-1)),
                        Map.entry("length that leaves the id no room", claiming(message.length + 1)),
                        Map.entry(
                                "foreign receive id", Forger.padded(message, message.length, "ww0000000000000000", 0)),
                        Map.entry(
                                "receive id in capitals",
                                Forger.padded(message, message.length, WeCom.CORP_ID.toUpperCase(), 0)),
                        Map.entry("empty receive id", Forger.padded(message, message.length, "", 0)))
                .map(entry -> bad(entry.getKey(), NOT_OURS, FORGER.xml(Forger.encrypt(entry.getValue()))));
    }

    private static Stream<BadInput> plaintexts() {
        return Stream.of(
                        Map.entry("nothing inside", ""),
                        Map.entry("plain words inside", "hello"),
                        Map.entry("another root inside", "<html/>"),
                        Map.entry("cut XML inside", GOOD.substring(0, GOOD.length() - 8)),
                        Map.entry("something behind the root inside", GOOD + GOOD),
                        Map.entry("DOCTYPE inside", "<!DOCTYPE xml>" + GOOD),
                        Map.entry("external entity inside", external(GOOD.replace("1000012", "&e;"))),
                        Map.entry("entities of entities inside", "<!DOCTYPE xml [" + laughs() + "]><xml>&l9;</xml>"),
                        Map.entry("deep nesting inside", "<xml>" + nested(10_000) + "</xml>"),
                        Map.entry("many elements inside", "<xml>" + "<a/>".repeat(30_000) + "</xml>"),
                        Map.entry("JSON array inside", "[{}]"),
                        Map.entry("cut JSON inside", "{\"msgtype\":\"text\""),
                        Map.entry("deep nesting in JSON inside", "{\"a\":" + "[".repeat(10_000)))
                .map(entry -> bad(entry.getKey(), UNREADABLE, FORGER.message(entry.getValue())));
    }

    private static BadInput parameter(String what, String name, String value, int status) {
        Delivery delivery = WE_COM.deliver(GOOD);
        Map<String, String> query = new LinkedHashMap<>(delivery.query());
        if (value == null) {
            query.remove(name);
        } else {
            query.put(name, value);
        }
        return bad(what, status, new Delivery(query, delivery.body()));
    }

    private static BadInput bad(String what, int status, Delivery delivery) {
        return new BadInput(what, status, delivery.query(), delivery.body().getBytes(StandardCharsets.UTF_8));
    }

    private static String encrypted(String plaintext) {
        byte[] message = plaintext.getBytes(StandardCharsets.UTF_8);
        return Forger.encrypt(Forger.padded(message, message.length, WeCom.CORP_ID, 0));
    }

    private static byte[] claiming(int length) {
        return Forger.padded(GOOD.getBytes(StandardCharsets.UTF_8), length, WeCom.CORP_ID, 0);
    }

    private static byte[] withLast(int last) {
        byte[] padded = claiming(GOOD.length());
        padded[padded.length - 1] = (byte) last;
        return padded;
    }

    private static byte[] padding(int length) {
        byte[] padding = new byte[length];
        java.util.Arrays.fill(padding, (byte) length);
        return padding;
    }

    private static String external(String xml) {
        return "<!DOCTYPE xml [<!ENTITY e SYSTEM \"file:///etc/hostname\">]>" + xml;
    }

    private static String laughs() {
        StringBuilder entities = new StringBuilder("<!ENTITY l0 \"ha\">");
        for (int i = 1; i < 10; i++) {
            entities.append("<!ENTITY l%d \"%s\">".formatted(i, ("&l" + (i - 1) + ";").repeat(10)));
        }
        return entities.toString();
    }

    private static String nested(int depth) {
        return "<a>".repeat(depth) + "</a>".repeat(depth);
    }

    private static IntStream lengths() {
        return List.of(1, 2, 15, 16, 17, 31, 32, 33, 47, 48, 64, 100, 1_000, 100_000).stream()
                .mapToInt(Integer::intValue);
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    @Override
    public String toString() {
        return what;
    }
}
