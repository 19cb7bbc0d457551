// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.core.type.TypeReference;

class FieldReaderTest {

    private static final Type TEXTS = new TypeReference<List<String>>() {}.getType();

    private final Payload payload = Payload.of(
            "<xml><Id>7</Id><Deep><Ids>a,b</Ids></Deep><Word>x</Word><Numbers>1,x,2</Numbers><Gender>1</Gender></xml>");

    @Test
    void a_field_is_read_as_the_type_that_is_asked_for() {
        assertThat(read(List.of("Id"), String.class)).isEqualTo("7");
        assertThat(read(List.of("Id"), Integer.class)).isEqualTo(7);
        assertThat(read(List.of("Deep.Ids"), TEXTS)).isEqualTo(List.of("a", "b"));
        assertThat(read(List.of("Gender"), new TypeReference<Coded<Contact.Gender>>() {}.getType()))
                .isEqualTo(new Coded<>(Contact.Gender.MALE, "1"));
    }

    @Test
    void the_first_path_counts_that_the_payload_has() {
        assertThat(read(List.of("Absent", "Id", "Word"), String.class)).isEqualTo("7");
    }

    @Test
    void an_absent_or_unreadable_field_is_null_and_an_absent_list_empty() {
        assertThat(read(List.of("Absent"), String.class)).isNull();
        assertThat(read(List.of("Word"), Integer.class)).isNull();
        assertThat(read(List.of("Absent"), TEXTS)).isEqualTo(List.of());
    }

    @Test
    void a_number_that_cannot_be_read_keeps_its_place_in_a_list() {
        Type numbers = new TypeReference<List<Integer>>() {}.getType();

        assertThat(read(List.of("Numbers"), numbers)).isEqualTo(Arrays.asList(1, null, 2));
    }

    @Test
    void there_is_no_reader_of_what_no_field_can_be_read_as() {
        for (Type type : List.of(
                int.class,
                Object.class,
                Map.class,
                List.class,
                Coded.class,
                new TypeReference<List<Map<String, String>>>() {}.getType(),
                new TypeReference<Coded<?>>() {}.getType())) {
            assertThat(FieldReader.of(List.of("Id"), type))
                    .as(type.getTypeName())
                    .isNull();
        }
    }

    record Unbindable(Object anything) {}

    record UnbindableInside(Unbindable unbindable) {}

    @Test
    void a_record_that_no_field_can_be_bound_to_is_found_out_before_one_is_read() {
        Type listed = new TypeReference<List<UnbindableInside>>() {}.getType();

        for (Type type : List.of(UnbindableInside.class, listed)) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> FieldReader.of(List.of("Id"), type))
                    .withMessageStartingWith("The component 'anything' of " + Unbindable.class.getName());
        }
    }

    private Object read(List<String> paths, Type type) {
        FieldReader reader = FieldReader.of(paths, type);
        assertThat(reader).isNotNull();
        return reader.read(payload);
    }
}
