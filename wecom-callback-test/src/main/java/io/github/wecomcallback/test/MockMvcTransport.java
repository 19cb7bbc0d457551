// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.test;

import io.github.wecomcallback.account.Account;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.request.MockMvcRequestBuilders;

/** Without a server, by way of the application's filters and dispatcher. */
@RequiredArgsConstructor
final class MockMvcTransport implements Transport {

    private final MockMvc mockMvc;

    /** Of the dispatcher: a part of the path, as filters see it. Empty where the dispatcher has all paths. */
    private final String servletPath;

    private final String path;

    @Override
    public Answer exchange(Account account, String query, @Nullable String body) {
        try {
            MockHttpServletResponse response =
                    mockMvc.perform(request(query, body)).andReturn().getResponse();
            return new Answer(response.getStatus(), response.getContentAsString(StandardCharsets.UTF_8));
        } catch (Exception ex) {
            throw new IllegalStateException("The application failed to answer", ex);
        }
    }

    private MockHttpServletRequestBuilder request(String query, @Nullable String body) {
        URI uri = URI.create(path + "?" + query);
        MockHttpServletRequestBuilder request = body == null
                ? MockMvcRequestBuilders.get(uri)
                : MockMvcRequestBuilders.post(uri)
                        .contentType(HttpTransport.contentType(body))
                        .content(body.getBytes(StandardCharsets.UTF_8));
        return request.servletPath(servletPath);
    }
}
