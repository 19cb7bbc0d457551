// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.starter;

import io.github.wecomcallback.crypto.CallbackCrypto;
import io.github.wecomcallback.crypto.EncodingAesKey;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;

/** Plays the platform to an application: the test kit cannot, since it is built with this module. */
final class Platform {

    private static final String CORP_ID = "ww4f0c9be27a61d835";
    private static final String TOKEN = "q7Lm2Xv9TnB4";
    private static final String AES_KEY = "Zk3Qm8vT1xYbN6cRw0Jp5sHdLgUe7aFyKi2oXtC9nVE";

    /** The account that it knows. */
    static final String[] SETTINGS = {
        "--wecom.callback.corp-id=" + CORP_ID, "--wecom.callback.token=" + TOKEN, "--wecom.callback.aes-key=" + AES_KEY
    };

    private final CallbackCrypto crypto = new CallbackCrypto(TOKEN, EncodingAesKey.of(AES_KEY));
    private final HttpClient http = HttpClient.newHttpClient();
    private final String url;

    Platform(String port) {
        url = "http://localhost:" + port + "/wecom/callback";
    }

    /** Delivers a text message and returns the status of the answer. */
    int deliver(String content, int id) throws IOException, InterruptedException {
        String encrypted = crypto.encrypt(text(content, id), CORP_ID);
        String timestamp = Long.toString(Instant.now().getEpochSecond());
        String nonce = Long.toString(System.nanoTime());
        String query = "?msg_signature=" + crypto.sign(timestamp, nonce, encrypted) + "&timestamp=" + timestamp
                + "&nonce=" + nonce;
        String body = "<xml><ToUserName>" + CORP_ID + "</ToUserName><Encrypt>" + encrypted + "</Encrypt></xml>";
        HttpRequest request = HttpRequest.newBuilder(URI.create(url + query))
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return http.send(request, BodyHandlers.discarding()).statusCode();
    }

    private static String text(String content, int id) {
        return "<xml><ToUserName>" + CORP_ID + "</ToUserName><FromUserName>li.wei</FromUserName>"
                + "<CreateTime>" + Instant.now().getEpochSecond()
                + "</CreateTime><MsgType>text</MsgType><Content>" + content + "</Content><MsgId>"
                + id
                + "</MsgId><AgentID>1000012</AgentID></xml>";
    }
}
