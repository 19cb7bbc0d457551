// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.wecomcallback.account.AccountKind;
import io.github.wecomcallback.annotation.WeComMessageHandler;
import io.github.wecomcallback.message.Payload;
import io.github.wecomcallback.message.Source;
import io.github.wecomcallback.message.WeComMessage;
import io.github.wecomcallback.support.Callbacks;
import io.github.wecomcallback.support.Catalogue;
import io.github.wecomcallback.support.Catalogue.Entry;
import io.github.wecomcallback.support.PayloadText;
import io.github.wecomcallback.support.Urls;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** One odd field never costs the message. */
class ToleranceTest {

    private final Everything everything = new Everything();

    /** Forgets at once: what is sent here has the ids of its sample over and over. */
    private final Callbacks callbacks = Callbacks.to(everything)
            .accounts(Urls.accounts())
            .remember(Duration.ofNanos(1))
            .build();

    @Test
    void every_payload_arrives_with_any_of_its_fields_removed() {
        everyPayloadArrives(ObjectNode::remove);
    }

    @Test
    void every_payload_arrives_with_any_of_its_fields_emptied() {
        everyPayloadArrives((parent, name) -> parent.put(name, ""));
    }

    @Test
    void every_payload_arrives_with_any_of_its_fields_turned_into_text() {
        everyPayloadArrives((parent, name) -> parent.put(name, "some text"));
    }

    private void everyPayloadArrives(BiConsumer<ObjectNode, String> change) {
        for (Entry entry : Catalogue.entries().toList()) {
            AccountKind kind = Urls.kindOf(entry.account());
            ObjectNode original = Payload.of(entry.plaintext()).fields();
            for (int field = 0; field < fields(original).size(); field++) {
                ObjectNode changed = original.deepCopy();
                Field target = fields(changed).get(field);
                change.accept(target.parent(), target.name());
                everything.seen = null;

                CallbackResponse response =
                        callbacks.post(kind.name(), Urls.deliver(kind, PayloadText.of(changed, entry.format())));

                String which = entry.id() + " without a proper " + target.name();
                assertThat(response.status()).as(which).isEqualTo(200);
                assertThat(everything.seen).as(which).isNotNull();
                assertThat(everything.seen.typed()).as(which).isNotNull();
            }
        }
    }

    private static List<Field> fields(ObjectNode tree) {
        List<Field> fields = new ArrayList<>();
        collect(tree, fields);
        return fields;
    }

    private static void collect(JsonNode node, List<Field> fields) {
        if (node instanceof ObjectNode object) {
            object.properties().forEach(property -> {
                fields.add(new Field(object, property.getKey()));
                collect(property.getValue(), fields);
            });
        } else {
            node.forEach(element -> collect(element, fields));
        }
    }

    private record Field(ObjectNode parent, String name) {}

    static class Everything {

        private WeComMessage seen;

        @WeComMessageHandler
        @WeComMessageHandler(source = Source.KF)
        void any(WeComMessage message) {
            seen = message;
        }
    }
}
