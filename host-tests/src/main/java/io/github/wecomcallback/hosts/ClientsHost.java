// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.hosts;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.restclient.RestClientCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpHeaders;
import org.springframework.web.client.RestClient;

/** An application whose clients are for a server of its own. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import(Endpoints.class)
class ClientsHost {

    @Bean
    RestClient.Builder backend() {
        return RestClient.builder().defaultHeader(HttpHeaders.AUTHORIZATION, "Bearer backend");
    }

    @Bean
    RestClientCustomizer known() {
        return builder -> builder.defaultHeader("X-Known", "backend");
    }
}
