// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.hosts;

import java.util.List;
import org.springframework.context.ApplicationContext;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockMvcRequestBuilders;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestTemplate;
import org.springframework.web.context.WebApplicationContext;

/** What the application's own clients ask for and understand, those that it makes itself and those that it is given. */
final class Clients {

    private Clients() {}

    static void write(ApplicationContext context, int port, Transcript transcript) {
        String url = "http://127.0.0.1:" + port;
        template(url, transcript);
        transcript.add("RestClient.create()", () -> asked(RestClient.create(), url));
        transcript.add("RestClient.create() reads XML", () -> read(RestClient.create(), url));
        transcript.add("RestClient.create() writes", () -> written(RestClient.create(), url));
        given(context, url, transcript);
        mockMvc((WebApplicationContext) context, transcript);
    }

    private static void template(String url, Transcript transcript) {
        transcript.add(
                "new RestTemplate()",
                () -> new RestTemplate()
                        .getMessageConverters().stream()
                                .map(converter -> converter.getClass().getName() + converter.getSupportedMediaTypes())
                                .toList());
        transcript.add(
                "new RestTemplate() asks for a thing",
                () -> new RestTemplate().getForObject(url + "/headers", Object.class));
        transcript.add(
                "new RestTemplate() reads a thing",
                () -> new RestTemplate()
                        .getForObject(url + "/thing", Thing.class)
                        .getName());
        transcript.add(
                "new RestTemplate() reads XML",
                () -> new RestTemplate()
                        .getForObject(url + "/thing.xml", Thing.class)
                        .getName());
        transcript.add(
                "new RestTemplate() writes a thing",
                () -> new RestTemplate().postForEntity(url + "/thing", new Thing(), String.class));
    }

    private static Object asked(RestClient client, String url) {
        return client.get().uri(url + "/headers").retrieve().body(Object.class);
    }

    private static String read(RestClient client, String url) {
        return client.get().uri(url + "/thing.xml").retrieve().body(Thing.class).getName();
    }

    private static Object written(RestClient client, String url) {
        return client.post().uri(url + "/thing").body(new Thing()).retrieve().toEntity(String.class);
    }

    private static void given(ApplicationContext context, String url, Transcript transcript) {
        transcript.add(
                "RestClient.Builder beans", () -> List.of(context.getBeanNamesForType(RestClient.Builder.class)));
        context.getBeanProvider(RestClient.Builder.class).ifUnique(builder -> {
            transcript.add("the one that is given", () -> asked(builder.clone().build(), url));
            transcript.add(
                    "the one that is given reads XML",
                    () -> read(builder.clone().build(), url));
        });
    }

    private static void mockMvc(WebApplicationContext context, Transcript transcript) {
        MockMvc mvc = MockMvcBuilders.webAppContextSetup(context).build();
        for (String accepted : List.of("text/html,application/xml;q=0.9,*/*;q=0.8", "application/xml", "*/*")) {
            transcript.add("MockMvc with " + accepted, () -> {
                var response = mvc.perform(MockMvcRequestBuilders.get("/thing")
                                .accept(MediaType.parseMediaTypes(accepted).toArray(MediaType[]::new)))
                        .andReturn()
                        .getResponse();
                return response.getStatus() + " " + response.getContentType() + " " + response.getContentAsString();
            });
        }
    }
}
