// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.test.simulator;

import io.github.wecomcallback.message.Payload;
import io.github.wecomcallback.message.UnreadablePayloadException;
import io.github.wecomcallback.message.WireFormat;
import io.github.wecomcallback.test.OutgoingCallback;
import io.github.wecomcallback.test.Samples;
import io.github.wecomcallback.test.WeComCallbackTester;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * Something to send that stands in a file.
 *
 * @param name what to call it
 */
record Recording(String name, Payload payload) {

    /** Reads one for each line, or one that goes over several lines. */
    static List<Recording> readAll(String text) {
        List<String> lines =
                text.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
        boolean linewise = lines.stream()
                .allMatch(line -> line.startsWith("{") && line.endsWith("}")
                        || line.startsWith("<xml") && line.endsWith("</xml>"));
        return (linewise ? lines : List.of(text)).stream().map(Recording::of).toList();
    }

    private static Recording of(String text) {
        try {
            Payload payload = Payload.of(text);
            String sample = sample(payload);
            if (!sample.isEmpty()) {
                Samples.named(sample);
                return new Recording(sample, payload);
            }
            return new Recording(payload.kind().toString(), payload);
        } catch (UnreadablePayloadException ex) {
            throw new IllegalArgumentException(
                    "The file holds something that is neither XML nor JSON: " + ex.getMessage());
        }
    }

    OutgoingCallback callback(WeComCallbackTester tester) {
        String sample = sample(payload);
        if (sample.isEmpty()) {
            return tester.plaintext(payload.raw());
        }
        OutgoingCallback callback = tester.sample(sample);
        for (Map.Entry<String, JsonNode> field : payload.fields().path("set").properties()) {
            callback = callback.with(field.getKey(), field.getValue().asString());
        }
        return callback;
    }

    private static String sample(Payload payload) {
        return payload.format() == WireFormat.JSON
                ? payload.fields().path("sample").asString("")
                : "";
    }
}
