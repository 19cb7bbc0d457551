// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.github.wecomcallback.message.Coded;
import io.github.wecomcallback.message.MessageKind;
import io.github.wecomcallback.message.Payload;
import io.github.wecomcallback.reply.Reply;
import io.github.wecomcallback.reply.TemplateCard;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.StringNode;

/** What applications hold of messages and replies gets into their logs, by way of {@code toString()}. */
class SecrecyOfRecordsTest {

    private static final String TEXT = "never-shown";
    private static final int NUMBER = 7_654_321;
    private static final Instant TIME = Instant.ofEpochSecond(NUMBER);

    /** Codes and kinds are no one's data; a kind makes itself fit for a log. */
    private static final List<Class<?>> HARMLESS = List.of(Coded.class, MessageKind.class);

    @Test
    void a_record_shows_nothing_of_what_it_holds() {
        List<Class<?>> records = records();

        assertThat(records)
                .hasSizeGreaterThan(200)
                .allSatisfy(type -> assertThat(make(type).toString())
                        .startsWith(type.getSimpleName())
                        .doesNotContain(TEXT, Integer.toString(NUMBER), TIME.toString()));
    }

    private static List<Class<?>> records() {
        return new ClassFileImporter()
                        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                        .importPackages("io.github.wecomcallback.message", "io.github.wecomcallback.reply")
                        .stream()
                        .filter(type -> type.isRecord() && type.getModifiers().contains(JavaModifier.PUBLIC))
                        .<Class<?>>map(JavaClass::reflect)
                        .filter(type -> !HARMLESS.contains(type))
                        .toList();
    }

    private static Object make(Class<?> record) {
        RecordComponent[] components = record.getRecordComponents();
        Class<?>[] types =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class[]::new);
        Object[] values = Arrays.stream(components)
                .map(component -> value(component.getGenericType()))
                .toArray();
        try {
            return record.getConstructor(types).newInstance(values);
        } catch (ReflectiveOperationException ex) {
            throw new AssertionError(record.getName(), ex);
        }
    }

    private static Object value(Type type) {
        if (type instanceof ParameterizedType generic) {
            Type argument = generic.getActualTypeArguments()[0];
            return generic.getRawType() == List.class ? List.of(value(argument)) : coded((Class<?>) argument);
        }
        Class<?> plain = (Class<?>) type;
        if (plain.isEnum()) {
            return plain.getEnumConstants()[0];
        }
        if (plain.isRecord()) {
            return make(plain);
        }
        return switch (plain.getSimpleName()) {
            case "String" -> TEXT;
            case "int", "Integer" -> NUMBER;
            case "Long" -> (long) NUMBER;
            case "double", "Double" -> (double) NUMBER + 0.5;
            case "boolean", "Boolean" -> true;
            case "byte[]" -> TEXT.getBytes(StandardCharsets.UTF_8);
            case "Instant" -> TIME;
            case "Reply" -> Reply.text(TEXT);
            case "JsonNode" -> StringNode.valueOf(TEXT);
            case "Payload" -> Payload.of("<xml><Content>" + TEXT + "</Content></xml>");
            case "TemplateCard" ->
                TemplateCard.buttonInteraction()
                        .title(TEXT)
                        .button(TEXT, TEXT)
                        .taskId(TEXT)
                        .build();
            default -> throw new AssertionError("No value for " + plain);
        };
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // the bounds of Coded say what the type is
    private static Object coded(Class<?> constants) {
        return new Coded((Enum) constants.getEnumConstants()[0], "1");
    }
}
