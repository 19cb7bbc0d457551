// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.autoconfigure;

import io.github.wecomcallback.api.ApiObservations;
import lombok.RequiredArgsConstructor;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.http.client.ClientHttpRequestFactoryBuilder;
import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.web.client.RestClient;

/**
 * Makes the client that calls the platform, from Boot's builder: proxies, TLS, customizers and observation are as the
 * application has set them up. Timeouts are our own, since without one a call may hang for ever.
 */
@RequiredArgsConstructor
final class ApiRestClient {

    private final ObjectProvider<RestClient.Builder> builders;
    private final ObjectProvider<ClientHttpRequestFactoryBuilder<?>> factories;
    private final ObjectProvider<HttpClientSettings> settings;

    RestClient create(WeComCallbackProperties.Api api) {
        HttpClientSettings timeouts = settings.getIfUnique(HttpClientSettings::defaults)
                .withTimeouts(api.getConnectTimeout(), api.getReadTimeout());
        return builders.getIfUnique(RestClient::builder)
                // An application's own builder may be one for all.
                .clone()
                .baseUrl(api.getBaseUrl())
                .requestFactory(factories
                        .getIfUnique(ClientHttpRequestFactoryBuilder::detect)
                        .build(timeouts))
                .observationConvention(new ApiObservations())
                .build();
    }
}
