// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import lombok.Getter;
import lombok.RequiredArgsConstructor;
import lombok.experimental.Accessors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class RecordBinderTest {

    record Numbers(
            @Nullable Integer integer,
            @Nullable Long longer,
            @Nullable Double decimal,
            @Nullable Instant time) {

        static Numbers of(String text) {
            return bind(
                    "<Integer>%1$s</Integer><Longer>%1$s</Longer><Decimal>%1$s</Decimal><Time>%1$s</Time>"
                            .formatted(text),
                    Numbers.class);
        }
    }

    record Renamed(@Nullable String mine) {

        Renamed(@Field("Theirs") @Nullable String mine) {
            this.mine = mine;
        }
    }

    @Test
    void the_name_of_a_field_may_stand_at_the_constructor() {
        assertThat(bind("<Mine>no</Mine><Theirs>yes</Theirs>", Renamed.class)).isEqualTo(new Renamed("yes"));
    }

    @Test
    void a_number_is_read_as_the_type_asks() {
        assertThat(Numbers.of("1767232861"))
                .isEqualTo(new Numbers(1767232861, 1767232861L, 1767232861.0, Instant.parse("2026-01-01T02:01:01Z")));
        assertThat(Numbers.of("<![CDATA[ 7 ]]>")).isEqualTo(new Numbers(7, 7L, 7.0, Instant.ofEpochSecond(7)));
        assertThat(Numbers.of("-5.0").integer()).isEqualTo(-5);
        assertThat(Numbers.of("30.274085").decimal()).isEqualTo(30.274085);
        assertThat(Numbers.of("1e3").longer()).isEqualTo(1000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "x", "0x10", "1,2", "1_000", "NaN", "Infinity", "--1", "<A>1</A>", "一"})
    void what_is_no_number_is_null(String text) {
        assertThat(Numbers.of(text)).isEqualTo(new Numbers(null, null, null, null));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1e999999999",
                "-1e999999999",
                "1e2147483647",
                "1e99999999999999999999",
                "99999999999999999999999999999999999999999999999999999999999999999999999999999999"
            })
    void a_number_that_no_type_holds_is_null(String text) {
        assertThat(Numbers.of(text)).isEqualTo(new Numbers(null, null, null, null));
    }

    @Test
    void a_number_of_a_hundred_thousand_digits_is_null_before_it_is_reckoned_out() {
        assertThat(Numbers.of("9".repeat(100_000))).isEqualTo(new Numbers(null, null, null, null));
        assertThat(Numbers.of("9".repeat(50))).isEqualTo(new Numbers(null, null, 1e50, null));
    }

    @Test
    void a_number_too_large_for_its_type_is_null_for_that_type_only() {
        assertThat(Numbers.of("2147483648"))
                .isEqualTo(new Numbers(null, 2147483648L, 2147483648.0, Instant.ofEpochSecond(2147483648L)));
        assertThat(Numbers.of("9223372036854775807").longer()).isEqualTo(Long.MAX_VALUE);
        assertThat(Numbers.of("9223372036854775807").time()).isNull();
        assertThat(Numbers.of("9223372036854775808").longer()).isNull();
        assertThat(Numbers.of("1e-999999999")).isEqualTo(new Numbers(null, null, 0.0, null));
        assertThat(Numbers.of("5.5")).isEqualTo(new Numbers(null, null, 5.5, null));
    }

    record Flags(@Nullable Boolean flag) {}

    @ParameterizedTest
    @CsvSource({"1, true", "0, false", "true, true", "false, false", "' 1 ', true", "2,", "yes,", "'',"})
    void a_flag_is_one_or_zero(String text, @Nullable Boolean flag) {
        assertThat(bind("<Flag>" + text + "</Flag>", Flags.class).flag()).isEqualTo(flag);
    }

    @Test
    void json_scalars_are_read_as_well() {
        Payload payload = Payload.of("{\"integer\":7,\"longer\":\"8\",\"decimal\":1.5,\"time\":9,\"flag\":true}");

        assertThat(payload.as(Numbers.class)).isEqualTo(new Numbers(7, 8L, 1.5, Instant.ofEpochSecond(9)));
        assertThat(payload.as(Flags.class).flag()).isTrue();
    }

    record Lists(
            List<String> texts,
            List<Integer> numbers,
            List<Item> items,
            @Nullable List<String> maybe) {}

    record Item(
            @Nullable String name,
            @Field("Deep.Value") @Nullable String value) {}

    @Test
    void a_comma_inside_one_of_several_elements_belongs_to_it() {
        assertThat(bind("<Texts>a,b</Texts><Texts>c</Texts>", Lists.class).texts())
                .containsExactly("a,b", "c");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<Texts>a,b,c</Texts>",
                "<Texts><![CDATA[ a , b ,,c, ]]></Texts>",
                "<Texts>a</Texts><Texts>b</Texts><Texts>c</Texts>",
                "<Texts>a</Texts><Other/><Texts>b</Texts><Texts/><Texts>c</Texts>",
                "<Texts><Item>a</Item><Item>b</Item><Item>c</Item></Texts>",
                "<Texts><Item>a,b</Item><Else>c</Else></Texts>",
                "<Texts><Item>a</Item></Texts><Texts><Item>b</Item><Item>c</Item></Texts>",
                "<Texts><Group><Item>a</Item><Item>b</Item></Group><Group><Item>c</Item></Group></Texts>"
            })
    void a_list_of_texts_comes_in_many_shapes(String elements) {
        assertThat(bind(elements, Lists.class).texts()).containsExactly("a", "b", "c");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"texts\":[\"a\",\"b\",\"c\"]}",
                "{\"texts\":[\"a\",null,\"\",[\"b\",\"c\"]]}",
                "{\"texts\":{\"item\":[\"a\",\"b\",\"c\"]}}",
                "{\"texts\":[{\"text\":\"a\"},{\"text\":\"b\"},{\"text\":\"c\"}]}",
                "{\"texts\":\"a,b,c\"}"
            })
    void a_list_of_texts_comes_in_many_shapes_of_json(String plaintext) {
        assertThat(Payload.of(plaintext).as(Lists.class).texts()).containsExactly("a", "b", "c");
    }

    @Test
    void one_alone_is_a_list_of_one() {
        Lists lists = bind(
                "<Texts>a</Texts><Numbers>1</Numbers><Items><Name>n</Name></Items><Maybe><A>b</A></Maybe>",
                Lists.class);

        assertThat(lists).isEqualTo(new Lists(List.of("a"), List.of(1), List.of(new Item("n", null)), List.of("b")));
    }

    @Test
    void what_cannot_be_read_is_left_out_of_a_list() {
        Lists lists = bind("<Texts>a</Texts><Texts><A/></Texts><Items>text</Items><Items/>", Lists.class);

        assertThat(lists.texts()).containsExactly("a");
        assertThat(lists.items()).isEmpty();
    }

    record Places(List<Integer> integers, List<Long> longs, List<Double> decimals, List<Boolean> flags) {}

    @Test
    void a_number_or_flag_that_cannot_be_read_keeps_its_place_in_a_list() {
        Places places = bind(
                "<Integers>1,x,,99999999999,2</Integers><Longs><Item>1</Item><Item/><Item>2</Item></Longs>"
                        + "<Decimals>0.5</Decimals><Decimals>half</Decimals><Flags>yes,1,0</Flags>",
                Places.class);

        assertThat(places.integers()).containsExactly(1, null, null, null, 2);
        assertThat(places.longs()).containsExactly(1L, null, 2L);
        assertThat(places.decimals()).containsExactly(0.5, null);
        assertThat(places.flags()).containsExactly(null, true, false);
        assertThat(Payload.of("{\"flags\":[1,null,\"0\"]}").as(Places.class).flags())
                .containsExactly(true, null, false);
    }

    @ParameterizedTest
    @ValueSource(strings = {"<Flags/>", "<Flags> </Flags>", "<Flags><![CDATA[ ]]></Flags>", "<Flags><Item/></Flags>"})
    void an_empty_list_of_flags_has_no_places(String elements) {
        assertThat(bind(elements, Places.class).flags()).isEmpty();
        assertThat(Payload.of("{\"flags\":null}").as(Places.class).flags()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<Items><Name>1</Name><Deep><Value>x</Value></Deep></Items><Items><Name>2</Name></Items>",
                "<Items><Item><Name>1</Name><Deep><Value>x</Value></Deep></Item><Item><Name>2</Name></Item></Items>",
                "<Items><A><Name>1</Name><Deep><Value>x</Value></Deep></A></Items><Items><A><Name>2</Name></A></Items>",
                "<Items><G><A><Name>1</Name><Deep><Value>x</Value></Deep></A></G><G><A><name>2</name></A></G></Items>"
            })
    void a_list_of_records_comes_in_many_shapes(String elements) {
        assertThat(bind(elements, Lists.class).items()).containsExactly(new Item("1", "x"), new Item("2", null));
    }

    @Test
    void a_record_known_by_a_deep_field_only_is_no_wrapper() {
        Lists lists = bind("<Items><Deep><Value>x</Value></Deep></Items>", Lists.class);

        assertThat(lists.items()).containsExactly(new Item(null, "x"));
    }

    @Test
    void an_absent_list_is_empty_or_null_as_its_component_says() {
        assertThat(bind("", Lists.class)).isEqualTo(new Lists(List.of(), List.of(), List.of(), null));
        assertThat(bind("<Maybe/>", Lists.class).maybe()).isEmpty();
        assertThat(bind("<Maybe>,</Maybe>", Lists.class).maybe()).isEmpty();
    }

    @Test
    void a_list_cannot_be_changed() {
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> bind("<Texts>a</Texts>", Lists.class).texts().clear());
    }

    record Nested(
            @Nullable Item item,
            @Nullable Payload payload,
            @Nullable JsonNode tree) {}

    @Test
    void an_element_with_fields_of_its_own_is_a_record() {
        Nested nested = bind("<Item><Name>n</Name></Item><Tree><A>1</A></Tree>", Nested.class);

        assertThat(nested.item()).isEqualTo(new Item("n", null));
        assertThat(nested.tree()).isNotNull().hasToString("{\"A\":\"1\"}");
        assertThat(nested.payload()).isNotNull();
    }

    @Test
    void of_a_record_that_repeats_the_first_counts() {
        Nested nested = bind("<Item><Name>1</Name></Item><Item><Name>2</Name></Item>", Nested.class);

        assertThat(nested.item()).isEqualTo(new Item("1", null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<Item/>", "<Item>text</Item>", "<Item/><Item><Name>n</Name></Item>"})
    void what_has_no_fields_of_its_own_is_no_record(String elements) {
        assertThat(bind(elements, Nested.class).item()).isNull();
    }

    record Parent(@Nullable String name, @Nullable Parent child) {}

    @Test
    void a_record_may_nest_itself() {
        Parent parent = bind("<Name>1</Name><Child><Name>2</Name><Child><Name>3</Name></Child></Child>", Parent.class);

        assertThat(parent).isEqualTo(new Parent("1", new Parent("2", new Parent("3", null))));
    }

    record Named(
            @Field({"First", "Second.Deep"}) @Nullable String either,
            @Nullable String userId) {}

    @Test
    void of_several_paths_the_first_counts_that_is_there() {
        assertThat(bind("<Second><Deep>2</Deep></Second><First>1</First>", Named.class)
                        .either())
                .isEqualTo("1");
        assertThat(bind("<Second><Deep>2</Deep></Second>", Named.class).either())
                .isEqualTo("2");
        assertThat(bind("<First/><Second><Deep>2</Deep></Second>", Named.class).either())
                .isEmpty();
        assertThat(bind("<Either>3</Either>", Named.class).either()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"UserID", "UserId", "userid", "user_id", "USER_ID"})
    void a_component_takes_the_field_of_its_name_in_whatever_spelling(String name) {
        assertThat(bind("<%1$s>u</%1$s>".formatted(name), Named.class).userId()).isEqualTo("u");
    }

    record Colours(@Nullable Coded<Colour> colour, List<Coded<Colour>> colours) {}

    @Getter
    @Accessors(fluent = true)
    @RequiredArgsConstructor
    enum Colour implements WireCode {
        UNKNOWN(""),
        RED("1"),
        BLUE("blue");

        private final String code;
    }

    @Test
    void a_code_is_read_as_its_constant() {
        Colours colours = bind("<Colour><![CDATA[ 1 ]]></Colour><Colours>blue,1</Colours>", Colours.class);

        assertThat(colours.colour()).isEqualTo(new Coded<>(Colour.RED, "1"));
        assertThat(colours.colour().is(Colour.RED)).isTrue();
        assertThat(colours.colour().is(Colour.BLUE)).isFalse();
        assertThat(colours.colours()).extracting(Coded::value).containsExactly(Colour.BLUE, Colour.RED);
    }

    @Test
    void a_code_in_json_may_be_a_number() {
        assertThat(Payload.of("{\"colour\":1}").as(Colours.class).colour()).isEqualTo(new Coded<>(Colour.RED, "1"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"2", "RED", "Blue", "UNKNOWN"})
    void an_unknown_code_is_kept_as_it_came(String code) {
        assertThat(bind("<Colour>" + code + "</Colour>", Colours.class).colour())
                .isEqualTo(new Coded<>(Colour.UNKNOWN, code));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<Colour/>", "<Colour> </Colour>", "<Colour><A>1</A></Colour>"})
    void no_code_is_null(String elements) {
        assertThat(bind(elements, Colours.class).colour()).isNull();
    }

    record Primitive(int count) {}

    record OfAnything(Object anything) {}

    record OfMap(Map<String, String> map) {}

    record ListOfMaps(List<Map<String, String>> maps) {}

    record ListOfLists(List<List<String>> lists) {}

    @SuppressWarnings("rawtypes")
    record RawList(List list) {}

    @SuppressWarnings("rawtypes")
    record RawCoded(Coded coded) {}

    record SomeCoded(Coded<?> coded) {}

    record AnArray(String[] array) {}

    @ParameterizedTest
    @ValueSource(
            classes = {
                Primitive.class,
                OfAnything.class,
                OfMap.class,
                ListOfMaps.class,
                ListOfLists.class,
                RawList.class,
                RawCoded.class,
                SomeCoded.class,
                AnArray.class
            })
    void a_component_that_no_field_can_be_bound_to_is_named(Class<? extends Record> type) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Payload.of("<xml/>").as(type))
                .withMessageStartingWith("The component '" + type.getRecordComponents()[0].getName() + "' of "
                        + type.getName() + " has a type that no field can be bound to: "
                        + type.getRecordComponents()[0].getGenericType().getTypeName());
    }

    record Picky(@Nullable String name) {

        Picky {
            if (name == null) {
                throw new IllegalStateException("no name");
            }
        }
    }

    @Test
    void what_the_constructor_of_a_record_throws_comes_through() {
        assertThat(bind("<Name>n</Name>", Picky.class).name()).isEqualTo("n");
        assertThatIllegalStateException()
                .isThrownBy(() -> bind("", Picky.class))
                .withMessage("no name");
    }

    record Nothing() {}

    @Test
    void a_record_may_have_no_components() {
        assertThat(bind("<A/>", Nothing.class)).isEqualTo(new Nothing());
    }

    private static <R extends Record> R bind(String elements, Class<R> type) {
        return Payload.of("<xml>" + elements + "</xml>").as(type);
    }
}
