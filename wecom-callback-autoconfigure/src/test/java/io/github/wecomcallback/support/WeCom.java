// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.support;

import io.github.wecomcallback.account.Account;
import io.github.wecomcallback.crypto.CallbackCrypto;
import io.github.wecomcallback.crypto.EncodingAesKey;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Plays the platform in tests: signs and encrypts what it sends, opens what it gets back. */
public final class WeCom {

    public static final String CORP_ID = "ww4f0c9be27a61d835";
    public static final String TOKEN = "q7Lm2Xv9TnB4";
    public static final String AES_KEY = "Zk3Qm8vT1xYbN6cRw0Jp5sHdLgUe7aFyKi2oXtC9nVE";

    public static final String TEXT = """
            <xml><ToUserName><![CDATA[ww4f0c9be27a61d835]]></ToUserName><FromUserName><![CDATA[li.wei]]></FromUserName>\
            <CreateTime>1767232861</CreateTime><MsgType><![CDATA[text]]></MsgType><Content><![CDATA[%s]]></Content>\
            <MsgId>%s</MsgId><AgentID>1000012</AgentID></xml>""";

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final CallbackCrypto crypto = new CallbackCrypto(TOKEN, EncodingAesKey.of(AES_KEY));

    /** The account that this platform knows. */
    public static Account account() {
        return Account.app(CORP_ID, TOKEN, AES_KEY).build();
    }

    /** The properties of that account. */
    public static String[] properties() {
        return new String[] {
            "wecom.callback.corp-id=" + CORP_ID, "wecom.callback.token=" + TOKEN, "wecom.callback.aes-key=" + AES_KEY
        };
    }

    /** A text message of now. */
    public static String text(String content, long msgId) {
        return PresentTime.of(TEXT).formatted(content, msgId);
    }

    /** A sample of the catalogue, such as {@code change_contact.create_user.xml}. */
    public static String sample(String file) {
        String folder =
                file.startsWith("reply.") ? "/catalogue/samples/" : "/io/github/wecomcallback/catalogue/samples/";
        try (InputStream in = WeCom.class.getResourceAsStream(folder + file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    /** The names of all samples of what the platform sends. */
    public static List<String> samples() {
        try (Stream<Path> files = Files.list(Path.of(WeCom.class
                .getResource("/io/github/wecomcallback/catalogue/samples")
                .toURI()))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> !name.startsWith("reply."))
                    .sorted()
                    .toList();
        } catch (IOException | URISyntaxException ex) {
            throw new IllegalStateException(ex);
        }
    }

    /** What the platform would send for this plaintext; a sample is sent as one of now. */
    public Delivery deliver(String plaintext) {
        return deliver(plaintext, CORP_ID, Instant.now().getEpochSecond());
    }

    public Delivery deliver(String plaintext, String receiveId, long timestamp) {
        String encrypted = crypto.encrypt(PresentTime.of(plaintext), receiveId);
        String body = "<xml><ToUserName><![CDATA[" + CORP_ID + "]]></ToUserName><Encrypt><![CDATA[" + encrypted
                + "]]></Encrypt><AgentID><![CDATA[1000012]]></AgentID></xml>";
        return new Delivery(signed(encrypted, timestamp), body);
    }

    /** What the platform would send to an AI bot for this plaintext. */
    public Delivery deliverToBot(String plaintext) {
        return deliverToBot(plaintext, "");
    }

    public Delivery deliverToBot(String plaintext, String receiveId) {
        String encrypted = crypto.encrypt(PresentTime.of(plaintext), receiveId);
        return new Delivery(signed(encrypted, Instant.now().getEpochSecond()), "{\"encrypt\":\"" + encrypted + "\"}");
    }

    /** The account of that bot. */
    public static Account bot() {
        return Account.bot(TOKEN, AES_KEY).build();
    }

    /** What people send to a bot of that key, as it lies at its address. */
    public static byte[] media(byte[] plain) throws GeneralSecurityException {
        byte[] key = Base64.getDecoder().decode(AES_KEY + "=");
        int pad = 32 - plain.length % 32;
        byte[] padded = Arrays.copyOf(plain, plain.length + pad);
        Arrays.fill(padded, plain.length, padded.length, (byte) pad);
        Cipher cipher = Cipher.getInstance("AES/CBC/NoPadding");
        cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new IvParameterSpec(key, 0, 16));
        return cipher.doFinal(padded);
    }

    /** What the platform would ask to verify a URL. */
    public Map<String, String> verification(String echo) {
        String encrypted = crypto.encrypt(echo, CORP_ID);
        Map<String, String> query = signed(encrypted, Instant.now().getEpochSecond());
        query.put("echostr", encrypted);
        return query;
    }

    public Map<String, String> signed(String encrypted, long timestamp) {
        String nonce = Long.toUnsignedString(System.nanoTime());
        Map<String, String> query = new LinkedHashMap<>();
        query.put("msg_signature", crypto.sign(Long.toString(timestamp), nonce, encrypted));
        query.put("timestamp", Long.toString(timestamp));
        query.put("nonce", nonce);
        return query;
    }

    /** The plaintext of an encrypted reply, once its signature is found right. */
    public String open(String reply) {
        String encrypted = element(reply, "Encrypt");
        if (!crypto.verify(
                element(reply, "MsgSignature"), element(reply, "TimeStamp"), element(reply, "Nonce"), encrypted)) {
            throw new AssertionError("The reply is not signed as it should be");
        }
        return crypto.decrypt(encrypted).text();
    }

    /** The plaintext of an encrypted reply of a bot, once its signature is found right. */
    public String openFromBot(String reply) {
        JsonNode json = JSON.readTree(reply);
        String encrypted = json.get("encrypt").stringValue();
        if (!crypto.verify(
                json.get("msgsignature").stringValue(),
                json.get("timestamp").asString(),
                json.get("nonce").stringValue(),
                encrypted)) {
            throw new AssertionError("The reply is not signed as it should be");
        }
        return crypto.decrypt(encrypted).text();
    }

    private static String element(String xml, String name) {
        Matcher matcher = Pattern.compile("<" + name + ">(?:<!\\[CDATA\\[)?(.*?)(?:]]>)?</" + name + ">")
                .matcher(xml);
        if (!matcher.find()) {
            throw new AssertionError("No " + name + " in the reply");
        }
        return matcher.group(1);
    }

    /**
     * A request on its way.
     *
     * @param query the parameters of the URL
     * @param body the envelope
     */
    public record Delivery(Map<String, String> query, String body) {

        /** The parameters as they stand behind the question mark. */
        public String queryString() {
            return WeCom.queryString(query);
        }
    }

    public static String queryString(Map<String, String> query) {
        return query.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + URLEncoder.encode(entry.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }
}
