// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.autoconfigure;

import io.github.wecomcallback.api.ApiObservations;
import io.micrometer.observation.ObservationRegistry;
import lombok.RequiredArgsConstructor;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.web.client.RestClient;

/**
 * Makes the client that calls the platform, from the application's builder where it has one. Timeouts are our own, since
 * without one a call may hang for ever.
 */
@RequiredArgsConstructor
final class ApiRestClient {

    private final ObjectProvider<RestClient.Builder> builders;
    private final ObjectProvider<ObservationRegistry> observations;
    private final ApiConnections connections;

    RestClient create(WeComCallbackProperties.Api api) {
        return builders.getIfUnique(this::builder)
                // An application's own builder may be one for all.
                .clone()
                .baseUrl(api.getBaseUrl())
                .requestFactory(connections.with(api.getConnectTimeout(), api.getReadTimeout()))
                .observationConvention(new ApiObservations())
                .build();
    }

    private RestClient.Builder builder() {
        RestClient.Builder builder = RestClient.builder();
        observations.ifUnique(builder::observationRegistry);
        return builder;
    }
}
