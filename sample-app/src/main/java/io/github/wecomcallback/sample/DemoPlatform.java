// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.sample;

import io.github.wecomcallback.crypto.CallbackCrypto;
import io.github.wecomcallback.crypto.Decrypted;
import io.github.wecomcallback.crypto.EncodingAesKey;
import io.github.wecomcallback.message.Envelope;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Plays WeCom with the demo credentials: signs and encrypts what it sends, opens what comes back. */
public final class DemoPlatform {

    private static final String CORP_ID = "wwdemo0123456789ab";

    private final CallbackCrypto crypto =
            new CallbackCrypto("demoToken2026", EncodingAesKey.of("abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG"));
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
    private final URI url;

    public DemoPlatform(URI url) {
        this.url = url;
    }

    /** Verifies the URL, as the admin console does when it is saved. */
    String verify(String echo) throws IOException, InterruptedException {
        String encrypted = crypto.encrypt(echo, CORP_ID);
        String query = signed(encrypted) + "&echostr=" + URLEncoder.encode(encrypted, StandardCharsets.UTF_8);
        return exchange(HttpRequest.newBuilder(URI.create(url + "?" + query)));
    }

    /** Sends a message or event, and returns the decrypted reply. */
    public String send(String plaintext) throws IOException, InterruptedException {
        String encrypted = crypto.encrypt(plaintext, CORP_ID);
        String body = "<xml><ToUserName><![CDATA[" + CORP_ID + "]]></ToUserName><Encrypt><![CDATA[" + encrypted
                + "]]></Encrypt><AgentID><![CDATA[1000002]]></AgentID></xml>";
        String reply = exchange(HttpRequest.newBuilder(URI.create(url + "?" + signed(encrypted)))
                .header("Content-Type", "text/xml")
                .POST(BodyPublishers.ofString(body)));
        return reply.startsWith("<xml>") ? open(reply) : "acknowledged, no reply";
    }

    /** Sends a message to the bot, in JSON and for nobody in particular, and returns the decrypted reply. */
    String sendToBot(String plaintext) throws IOException, InterruptedException {
        String encrypted = crypto.encrypt(plaintext, "");
        String reply = exchange(HttpRequest.newBuilder(URI.create(url + "?" + signed(encrypted)))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"encrypt\":\"" + encrypted + "\"}")));
        return open(reply);
    }

    private String open(String reply) {
        Decrypted decrypted = crypto.decrypt(
                Envelope.read(reply.getBytes(StandardCharsets.UTF_8)).encrypted());
        return decrypted.text();
    }

    private String signed(String encrypted) {
        String timestamp = Long.toString(System.currentTimeMillis() / 1000);
        String nonce = Long.toString(System.nanoTime());
        return "msg_signature=" + crypto.sign(timestamp, nonce, encrypted) + "&timestamp=" + timestamp + "&nonce="
                + nonce;
    }

    private String exchange(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<String> response =
                client.send(request.timeout(Duration.ofSeconds(5)).build(), BodyHandlers.ofString());
        if (response.statusCode() != 200) {
            throw new IllegalStateException("the answer was " + response.statusCode());
        }
        return response.body();
    }
}
