// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.autoconfigure;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import lombok.RequiredArgsConstructor;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.web.client.RestClient;

/**
 * Makes the clients that call addresses which messages carry. Nothing of the application goes there: no header, no cookie,
 * no trace, no certificate of its own. They follow no redirects, and stay out of the network that the application is in.
 */
@RequiredArgsConstructor
final class BotRestClient {

    private final WeComCallbackProperties properties;
    private final ApiConnections connections;

    /** For what answers as fast as the platform's API. */
    RestClient forResponses() {
        return create(properties.getApi().getReadTimeout());
    }

    /** For what is long: the time is for all of it. */
    RestClient forMedia() {
        return create(properties.getBot().getMediaTimeout());
    }

    private RestClient create(Duration readTimeout) {
        JdkClientHttpRequestFactory jdk = new JdkClientHttpRequestFactory(client());
        jdk.setReadTimeout(readTimeout);
        ClientHttpRequestFactory allowed = allowsPrivateAddresses() ? jdk : new PublicAddressesOnly(jdk);
        return ApiRestClient.bare(allowed).build();
    }

    private HttpClient client() {
        HttpClient.Builder builder = HttpClient.newBuilder()
                .connectTimeout(properties.getApi().getConnectTimeout())
                .followRedirects(HttpClient.Redirect.NEVER);
        SSLContext trust = connections.trust();
        return trust == null ? builder.build() : builder.sslContext(trust).build();
    }

    private boolean allowsPrivateAddresses() {
        Boolean allowed = properties.getBot().getAllowPrivateAddresses();
        return allowed == null ? isThisMachine(properties.getApi().getBaseUrl()) : allowed;
    }

    /** Where somebody plays the platform on this machine, what it sends refers to this machine. */
    private static boolean isThisMachine(String url) {
        try {
            return InetAddress.getByName(URI.create(url).getHost()).isLoopbackAddress();
        } catch (UnknownHostException ex) {
            return false;
        }
    }
}
