// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.message;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.wecomcallback.message.TreeFields.FieldAt;
import io.github.wecomcallback.support.Catalogue;
import io.github.wecomcallback.support.Catalogue.Entry;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/** Every payload of the catalogue, as far as there are records, against the record that it binds to. */
class CatalogueBindingTest {

    /** What {@link WeComMessage} has for all of them. */
    private static final Set<String> HEADER = Stream.of(
                    "ToUserName",
                    "FromUserName",
                    "CreateTime",
                    "MsgType",
                    "Event",
                    "ChangeType",
                    "MsgId",
                    "AgentID",
                    "InfoType",
                    "TimeStamp")
            .map(FieldName::normalized)
            .collect(Collectors.toUnmodifiableSet());

    /** Read only when the field that says the same is missing. */
    private static final Set<String> FALLBACKS = Set.of("ApprovalInfo.SpNo");

    /** The other families are held against their records in {@link JsonFamiliesBindingTest}. */
    static Stream<Entry> typedEntries() {
        return Catalogue.entries().filter(entry -> kindOf(entry).source() == Source.APP);
    }

    static Stream<Entry> entriesWithAliases() {
        return typedEntries().filter(entry -> !entry.aliases().isEmpty());
    }

    static Stream<Entry> entriesWithFieldAliases() {
        return typedEntries().filter(entry -> !entry.fieldAliases().isEmpty());
    }

    @Test
    void every_entry_of_apps_suites_providers_and_devices_has_a_record() {
        Stream<Entry> entries = Catalogue.entries()
                .filter(entry -> "xml".equals(entry.format()))
                .filter(entry -> kindOf(entry).source() == Source.APP);

        assertThat(entries)
                .hasSize(254)
                .allSatisfy(entry -> assertThat(recordFor(kindOf(entry))).isNotNull());
    }

    @Test
    void every_record_stands_for_an_entry() {
        Set<MessageKind> known = Catalogue.entries()
                .flatMap(entry -> Stream.concat(Stream.of(kindOf(entry)), otherSpellings(entry)))
                .collect(Collectors.toSet());

        assertThat(MessageTypes.records())
                .allSatisfy(type -> assertThat(known).containsAll(MessageTypes.kindsOf(type)));
    }

    @ParameterizedTest
    @MethodSource("typedEntries")
    void every_field_is_in_the_record(Entry entry) {
        Payload payload = Payload.of(entry.plaintext());

        WeComMessage message = payload.typed();

        List<String> values = RecordValues.of(message);
        assertThat(message).isInstanceOf(recordFor(payload.kind()));
        assertThat(business(payload.fields()))
                .filteredOn(field -> !field.text().isEmpty())
                .allSatisfy(field -> assertThat(values).containsAll(RecordValues.comparableParts(field.text())));
    }

    @ParameterizedTest
    @MethodSource("typedEntries")
    void no_field_can_change_without_the_record(Entry entry) {
        Payload payload = Payload.of(entry.plaintext());
        WeComMessage before = payload.typed();

        for (FieldAt field : business(payload.fields())) {
            ObjectNode tree = payload.fields().deepCopy();
            field.set(tree, StringNode.valueOf("changed"));
            if (!FALLBACKS.contains(field.path())) {
                assertThat(payload(tree).typed()).as(field.path()).isNotEqualTo(before);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("typedEntries")
    void every_field_can_be_had_by_its_path(Entry entry) {
        WeComMessage message = Payload.of(entry.plaintext()).typed();

        List<FieldAt> fields = TreeFields.leaves(message.fields());

        assertThat(fields)
                .isNotEmpty()
                .allSatisfy(field -> assertThat(message.get(field.path())).isEqualTo(field.text()));
    }

    @ParameterizedTest
    @MethodSource("entriesWithAliases")
    void other_spellings_of_a_kind_are_the_same_record(Entry entry) {
        Stream<MessageKind> others = otherSpellings(entry);

        assertThat(others)
                .isNotEmpty()
                .allSatisfy(other -> assertThat(recordFor(other)).isEqualTo(recordFor(kindOf(entry))));
    }

    @ParameterizedTest
    @MethodSource("entriesWithFieldAliases")
    void other_names_of_a_field_are_the_same_component(Entry entry) {
        Payload payload = Payload.of(entry.plaintext());

        entry.fieldAliases().forEach((path, alias) -> {
            ObjectNode tree = payload.fields().deepCopy();
            rename(tree, Arrays.asList(path.replace("[]", "").split("\\.")), alias);

            assertThat(tree).as(path).isNotEqualTo(payload.fields());
            assertThat(payload(tree).typed()).as(path).isEqualTo(payload.typed());
        });
    }

    @Test
    void an_approval_has_its_number_also_where_only_the_older_field_holds_it() {
        String plaintext = "<xml><MsgType>event</MsgType><Event>sys_approval_change</Event>"
                + "<ApprovalInfo><SpNo>202601010017</SpNo></ApprovalInfo></xml>";

        Approval.StatusChanged changed =
                (Approval.StatusChanged) Payload.of(plaintext).typed();

        assertThat(changed.number()).isEqualTo("202601010017");
    }

    private static MessageKind kindOf(Entry entry) {
        return Payload.of(entry.plaintext()).kind();
    }

    private static Class<? extends Record> recordFor(MessageKind kind) {
        return MessageTypes.recordFor(kind);
    }

    private static Stream<MessageKind> otherSpellings(Entry entry) {
        MessageKind kind = kindOf(entry);
        return entry.aliases().stream()
                .map(alias -> kind.changeType().isEmpty()
                        ? new MessageKind(kind.source(), kind.type(), alias, "")
                        : new MessageKind(kind.source(), kind.type(), kind.event(), alias));
    }

    private static List<FieldAt> business(ObjectNode fields) {
        return TreeFields.leaves(fields).stream()
                .filter(field -> !HEADER.contains(FieldName.normalized(field.path())))
                .toList();
    }

    private static Payload payload(ObjectNode fields) {
        return new Payload(new byte[0], 0, 0, fields);
    }

    private static void rename(JsonNode node, List<String> path, String alias) {
        if (node.isArray()) {
            node.forEach(element -> rename(element, path, alias));
        } else if (path.size() > 1) {
            rename(node.get(path.get(0)), path.subList(1, path.size()), alias);
        } else {
            ObjectNode object = (ObjectNode) node;
            object.set(alias, object.remove(path.get(0)));
        }
    }
}
