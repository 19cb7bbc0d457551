// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.wecomcallback.annotation.WeComMessageHandler;
import io.github.wecomcallback.crypto.CallbackCrypto;
import io.github.wecomcallback.crypto.EncodingAesKey;
import io.github.wecomcallback.message.WeComMessage;
import io.github.wecomcallback.support.Callbacks;
import io.github.wecomcallback.support.LogCapture;
import io.github.wecomcallback.support.WeCom;
import io.github.wecomcallback.support.WeCom.Delivery;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.event.Level;

/** Somebody recorded a request, and sends it again when the guard has long forgotten it. */
class ReplayTest {

    private static final CallbackCrypto CRYPTO = new CallbackCrypto(WeCom.TOKEN, EncodingAesKey.of(WeCom.AES_KEY));
    private static final Instant NOW = Instant.now();
    private static final String PRESENT = Long.toString(NOW.getEpochSecond());
    private static final Instant LONG_AGO = NOW.minus(Duration.ofDays(40));
    private static final String PAST = Long.toString(LONG_AGO.getEpochSecond());

    @RegisterExtension
    private final LogCapture log = LogCapture.at(Level.WARN);

    private final List<String> handled = new ArrayList<>();
    private final Callbacks callbacks = Callbacks.to(new Everything()).build();

    /** Query parameters that were right then, and those that have the same signature and seem to be right now. */
    record Cut(String what, String nonce, String replayedTime, String replayedNonce) {

        @Override
        public String toString() {
            return what;
        }
    }

    static Stream<Cut> cuts() {
        return Stream.of(
                new Cut("as it was", "263014780", PAST, "263014780"),
                new Cut("swapped, by a nonce that looks like the present", PRESENT, PRESENT, PAST),
                new Cut("shifted, by a nonce that ends like the present", "7" + PRESENT, PRESENT, PAST + "7"));
    }

    @ParameterizedTest
    @MethodSource("cuts")
    void a_recorded_request_is_refused_however_time_and_nonce_are_cut(Cut cut) {
        String encrypted = behindAllDigits(text(LONG_AGO));
        String signature = CRYPTO.sign(PAST, cut.nonce, encrypted);
        // Of the same letters in the same order, so the signature holds: that is what this is about.
        assertThat(CRYPTO.sign(cut.replayedTime, cut.replayedNonce, encrypted)).isEqualTo(signature);

        CallbackResponse response = callbacks.post(replayed(signature, cut.replayedTime, cut.replayedNonce, encrypted));

        assertThat(response.status()).isEqualTo(403);
        assertThat(response.body()).isEmpty();
        assertThat(handled).isEmpty();
    }

    @Test
    void why_it_was_refused_is_counted_and_said() {
        callbacks.post(signedNow(text(LONG_AGO)));
        callbacks.post(signedNow(text(LONG_AGO)));

        assertThat(callbacks.statistics().count(Refusal.OUTDATED)).isEqualTo(2);
        assertThat(log.messages(Level.WARN))
                .singleElement()
                .satisfies(warning ->
                        assertThat(warning).contains("OUTDATED", "CreateTime", "wecom.callback.timestamp-window"));
    }

    @Test
    void a_message_may_be_as_old_as_the_window_and_its_deliveries_are_long() {
        Instant atTheEdge = Instant.now().minus(Duration.ofMinutes(6)).plusSeconds(10);
        Instant beyond = Instant.now().minus(Duration.ofMinutes(6)).minusSeconds(2);

        assertThat(callbacks.post(signedNow(text(atTheEdge))).status()).isEqualTo(200);
        assertThat(callbacks.post(signedNow(text(beyond))).status()).isEqualTo(403);
    }

    @Test
    void what_is_yet_to_come_was_recorded_by_nobody() {
        Instant tomorrow = Instant.now().plus(Duration.ofDays(1));

        assertThat(callbacks.post(signedNow(text(tomorrow))).status()).isEqualTo(200);
    }

    static Stream<String> timesOfAllFamilies() {
        String old = PAST;
        return Stream.of(
                "<xml><InfoType><![CDATA[suite_ticket]]></InfoType><TimeStamp>" + old + "</TimeStamp></xml>",
                "<xml><MsgType><![CDATA[event]]></MsgType><Event><![CDATA[click]]></Event><CreateTime><![CDATA[" + old
                        + "]]></CreateTime></xml>",
                "{\"msgid\":\"1\",\"create_time\":" + old + ",\"msgtype\":\"event\",\"aibotid\":\"a\","
                        + "\"event\":{\"eventtype\":\"enter_chat\"}}",
                "{\"msg_type\":\"event\",\"base_info\":{\"req_id\":\"r\",\"createtime\":" + old
                        + "},\"event\":{\"event_type\":\"bind\"}}",
                "{\"notify_type\":\"REFUND\",\"id\":\"e\",\"create_time\":\"" + LONG_AGO + "\","
                        + "\"event_type\":\"REFUND.SUCCESS\",\"resource\":{}}");
    }

    @ParameterizedTest
    @MethodSource("timesOfAllFamilies")
    void the_time_is_found_wherever_a_family_of_messages_has_it(String plaintext) {
        assertThat(callbacks.post(signedNow(plaintext)).status()).isEqualTo(403);
        assertThat(callbacks.statistics().count(Refusal.OUTDATED)).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "soon", "0", "-1", "1", "99999999999999999999", "1767232861000"})
    void an_odd_time_does_not_cost_the_message(String time) {
        assertThat(callbacks.post(signedNow(text(time))).status()).isEqualTo(200);
        assertThat(handled).hasSize(1);
    }

    @Test
    void what_says_no_time_is_known_to_the_guard_alone() {
        String silent = "<xml><MsgType><![CDATA[text]]></MsgType><Content>hi</Content></xml>";
        String encrypted = CRYPTO.encrypt(silent, WeCom.CORP_ID);
        String signature = CRYPTO.sign(PAST, PRESENT, encrypted);

        CallbackResponse first = callbacks.post(replayed(signature, PRESENT, PAST, encrypted));
        CallbackResponse again = callbacks.post(replayed(signature, PRESENT, PAST, encrypted));

        assertThat(List.of(first.status(), again.status())).containsOnly(200);
        assertThat(handled).hasSize(1);
    }

    @Test
    void without_a_window_no_time_is_looked_at() {
        Callbacks anyTime =
                Callbacks.to(new Everything()).timestampWindow(Duration.ZERO).build();

        String encrypted = CRYPTO.encrypt(text(LONG_AGO), WeCom.CORP_ID);
        String signature = CRYPTO.sign(PAST, "1", encrypted);

        assertThat(anyTime.post(replayed(signature, PAST, "1", encrypted)).status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"+", "0", "00", " ", "-"})
    void a_time_is_ten_plain_digits(String before) {
        String encrypted = CRYPTO.encrypt(text(Instant.now()), WeCom.CORP_ID);
        String time = before + PRESENT;

        CallbackResponse response = callbacks.post(replayed(CRYPTO.sign(time, "1", encrypted), time, "1", encrypted));

        assertThat(response.status()).isEqualTo(403);
        assertThat(callbacks.statistics().count(Refusal.STALE)).isEqualTo(1);
    }

    @Test
    void digits_of_other_scripts_are_none() {
        String encrypted = CRYPTO.encrypt(text(Instant.now()), WeCom.CORP_ID);
        String time = PRESENT.replace('1', '١');

        CallbackResponse response = callbacks.post(replayed(CRYPTO.sign(time, "1", encrypted), time, "1", encrypted));

        assertThat(response.status()).isEqualTo(403);
    }

    @Test
    void a_nonce_is_too_short_to_take_up_blocks_of_the_cipher_text() {
        String encrypted = CRYPTO.encrypt(text(Instant.now()), WeCom.CORP_ID);
        String longest = "n".repeat(64);

        assertThat(callbacks
                        .post(replayed(CRYPTO.sign(PRESENT, longest, encrypted), PRESENT, longest, encrypted))
                        .status())
                .isEqualTo(200);
        String longer = longest + "n";
        assertThat(callbacks
                        .post(replayed(CRYPTO.sign(PRESENT, longer, encrypted), PRESENT, longer, encrypted))
                        .status())
                .isEqualTo(400);
    }

    /** Time and nonce come one after the other where the cipher text comes before neither of them. */
    private static String behindAllDigits(String plaintext) {
        String encrypted = CRYPTO.encrypt(plaintext, WeCom.CORP_ID);
        while (!Character.isLetter(encrypted.charAt(0))) {
            encrypted = CRYPTO.encrypt(plaintext, WeCom.CORP_ID);
        }
        return encrypted;
    }

    private static Delivery signedNow(String plaintext) {
        return new WeCom().deliver(plaintext, WeCom.CORP_ID, Instant.now().getEpochSecond());
    }

    private static Delivery replayed(String signature, String time, String nonce, String encrypted) {
        Map<String, String> query = new LinkedHashMap<>();
        query.put("msg_signature", signature);
        query.put("timestamp", time);
        query.put("nonce", nonce);
        return new Delivery(query, "<xml><Encrypt><![CDATA[" + encrypted + "]]></Encrypt></xml>");
    }

    private static String text(Instant created) {
        return text(Long.toString(created.getEpochSecond()));
    }

    private static String text(String created) {
        return "<xml><ToUserName>" + WeCom.CORP_ID + "</ToUserName><FromUserName>li.wei</FromUserName><CreateTime>"
                + created + "</CreateTime><MsgType>text</MsgType><Content>pay " + created + "</Content><MsgId>"
                + System.nanoTime() + "</MsgId></xml>";
    }

    private final class Everything {

        @WeComMessageHandler
        void handle(WeComMessage message) {
            handled.add(message.raw());
        }
    }
}
