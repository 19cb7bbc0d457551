// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.test;

import io.github.wecomcallback.account.Account;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.function.Function;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;

/** Over the network, with WeCom's patience: five seconds, and no redirect is followed. */
@RequiredArgsConstructor
final class HttpTransport implements Transport {

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /** One for all, since each has threads of its own. */
    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .build();

    private final Function<Account, URI> urls;

    @Override
    public Answer exchange(Account account, String query, @Nullable String body) {
        URI url = urls.apply(account);
        URI asked = URI.create(url + (url.getRawQuery() == null ? "?" : "&") + query);
        HttpRequest.Builder request = HttpRequest.newBuilder(asked).timeout(PATIENCE);
        if (body != null) {
            request.header("Content-Type", contentType(body)).POST(BodyPublishers.ofString(body));
        }
        try {
            HttpResponse<String> response = CLIENT.send(request.build(), BodyHandlers.ofString());
            return new Answer(response.statusCode(), response.body());
        } catch (HttpTimeoutException ex) {
            return new Answer(Answer.NONE, "no answer within " + PATIENCE.toSeconds() + " seconds");
        } catch (ConnectException ex) {
            return new Answer(Answer.NONE, "nothing listens at " + url.getAuthority());
        } catch (IOException ex) {
            return new Answer(Answer.NONE, "the connection broke: " + ex);
        } catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            return new Answer(Answer.NONE, "interrupted");
        }
    }

    static String contentType(String body) {
        return body.startsWith("{") ? "application/json" : "text/xml";
    }
}
