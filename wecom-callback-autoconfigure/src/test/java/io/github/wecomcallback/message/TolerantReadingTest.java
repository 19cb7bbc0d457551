// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.message;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.wecomcallback.support.WeCom;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** One odd field costs that field, never the message nor its other fields. */
class TolerantReadingTest {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    static Stream<String> samples() {
        return WeCom.samples().stream()
                .filter(sample -> !(Payload.of(WeCom.sample(sample)).typed() instanceof Payload));
    }

    @ParameterizedTest
    @MethodSource("samples")
    void an_odd_field_changes_nothing_but_what_is_read_from_it(String sample) {
        Payload payload = Payload.of(WeCom.sample(sample));
        Record typed = (Record) payload.typed();

        for (List<String> path : paths(payload.fields(), List.of())) {
            for (ObjectNode odd : oddities(payload.fields(), path)) {
                Record bound = bind(odd, typed.getClass());

                assertOnlyTheComponentsOf(path.get(0), typed, bound);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("samples")
    void a_record_shows_its_type_and_kind_and_nothing_of_what_it_holds(String sample) {
        Payload payload = Payload.of(WeCom.sample(sample));

        WeComMessage typed = payload.typed();

        assertThat(typed).hasToString(typed.getClass().getSimpleName() + "[" + payload.kind() + "]");
    }

    /** The payload again and again, each time with another oddity in one place. */
    private static List<ObjectNode> oddities(ObjectNode fields, List<String> path) {
        List<ObjectNode> odd = new ArrayList<>();
        odd.add(without(fields, path));
        for (JsonNode value : List.of(
                NODES.stringNode(""),
                NODES.stringNode(" \n"),
                NODES.stringNode("字, ,x"),
                NODES.stringNode("1e999999999"),
                NODES.nullNode(),
                NODES.booleanNode(true),
                NODES.numberNode(-1.5),
                NODES.objectNode(),
                NODES.arrayNode(),
                NODES.objectNode().put("A", "1").set("B", NODES.arrayNode().add("2")),
                NODES.arrayNode().addNull().add(NODES.arrayNode().add("1")),
                twice(at(fields, path)))) {
            ObjectNode copy = fields.deepCopy();
            parent(copy, path).set(path.get(path.size() - 1), value);
            odd.add(copy);
        }
        return odd;
    }

    private static ObjectNode without(ObjectNode fields, List<String> path) {
        ObjectNode copy = fields.deepCopy();
        parent(copy, path).remove(path.get(path.size() - 1));
        return copy;
    }

    /** As the reader makes it of an element that repeats. */
    private static JsonNode twice(JsonNode node) {
        return NODES.arrayNode().add(node.deepCopy()).add(node.deepCopy());
    }

    private static JsonNode at(ObjectNode fields, List<String> path) {
        return parent(fields, path).get(path.get(path.size() - 1));
    }

    private static ObjectNode parent(ObjectNode fields, List<String> path) {
        ObjectNode parent = fields;
        for (String name : path.subList(0, path.size() - 1)) {
            parent = (ObjectNode) parent.get(name);
        }
        return parent;
    }

    /** To each field, and to each field inside it. */
    private static List<List<String>> paths(ObjectNode object, List<String> prefix) {
        List<List<String>> paths = new ArrayList<>();
        for (Map.Entry<String, JsonNode> property : object.properties()) {
            List<String> path = new ArrayList<>(prefix);
            path.add(property.getKey());
            paths.add(path);
            if (property.getValue() instanceof ObjectNode child) {
                paths.addAll(paths(child, path));
            }
        }
        return paths;
    }

    private static Record bind(ObjectNode fields, Class<? extends Record> type) {
        return new Payload(new byte[0], 0, 0, fields).as(type);
    }

    private static void assertOnlyTheComponentsOf(String field, Record before, Record after) {
        Map<String, ?> expected = Components.of(before);
        Map<String, ?> actual = Components.of(after);
        for (RecordComponent component : before.getClass().getRecordComponents()) {
            boolean mayDiffer = component.getType() == Payload.class
                    || Components.source(component).equals(FieldName.normalized(field));
            if (!mayDiffer) {
                assertThat((Object) actual.get(component.getName()))
                        .as(component.getName())
                        .isEqualTo(expected.get(component.getName()));
            }
        }
    }
}
