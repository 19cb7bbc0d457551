// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.autoconfigure;

import io.github.wecomcallback.api.ApiObservations;
import io.micrometer.observation.ObservationRegistry;
import lombok.RequiredArgsConstructor;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.http.converter.ByteArrayHttpMessageConverter;
import org.springframework.web.client.RestClient;

/**
 * Makes the client that calls the platform. It connects as the application's clients do, but is built from nothing of
 * theirs: what the application adds to its own calls, such as a token or another server, is no business of the platform.
 */
@RequiredArgsConstructor
final class ApiRestClient {

    private final ObjectProvider<ObservationRegistry> observations;
    private final ApiConnections connections;

    RestClient create(WeComCallbackProperties.Api api) {
        RestClient.Builder builder = bare(connections.with(api.getConnectTimeout(), api.getReadTimeout()))
                .baseUrl(api.getBaseUrl())
                .observationConvention(new ApiObservations());
        observations.ifUnique(builder::observationRegistry);
        return builder.build();
    }

    /** Bytes are all that we send and read by it. */
    static RestClient.Builder bare(ClientHttpRequestFactory connections) {
        return RestClient.builder()
                .requestFactory(connections)
                .configureMessageConverters(
                        converters -> converters.addCustomConverter(new ByteArrayHttpMessageConverter()));
    }
}
