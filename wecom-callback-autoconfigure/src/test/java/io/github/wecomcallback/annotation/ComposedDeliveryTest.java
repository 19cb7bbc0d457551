// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.annotation;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.annotation.Annotation;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.core.annotation.AnnotationUtils;
import org.springframework.core.annotation.MergedAnnotation;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.util.ClassUtils;

/** Each composed annotation says when it runs, and passes that on to the annotation that it is composed of. */
class ComposedDeliveryTest {

    private static final String PACKAGE = "io.github.wecomcallback.annotation";

    @ParameterizedTest
    @MethodSource("composed")
    void delivery_and_order_are_passed_on(Class<? extends Annotation> type) {
        Map<String, Object> attributes = Map.of("delivery", Delivery.INBOX, "ordered", true);

        MergedAnnotation<?> handler = handlerOf(AnnotationUtils.synthesizeAnnotation(attributes, type, null));

        assertThat(handler.getEnum("delivery", Delivery.class)).isEqualTo(Delivery.INBOX);
        assertThat(handler.getBoolean("ordered")).isTrue();
    }

    @ParameterizedTest
    @MethodSource("composed")
    void left_out_they_are_as_they_are_elsewhere(Class<? extends Annotation> type) {
        MergedAnnotation<?> handler = handlerOf(AnnotationUtils.synthesizeAnnotation(type));

        assertThat(handler.getEnum("delivery", Delivery.class)).isEqualTo(Delivery.AUTO);
        assertThat(handler.getBoolean("ordered")).isFalse();
    }

    @Test
    void all_of_them_are_looked_at() throws Exception {
        assertThat(composed()).contains(OnText.class, OnMenuClick.class, OnContactChanged.class, OnSuiteTicket.class);
    }

    private static MergedAnnotation<?> handlerOf(Annotation composed) {
        MergedAnnotations annotations = MergedAnnotations.from(composed);
        MergedAnnotation<?> forEvents = annotations.get(WeComEventHandler.class);
        return forEvents.isPresent() ? forEvents : annotations.get(WeComMessageHandler.class);
    }

    static Stream<Class<?>> composed() throws Exception {
        Resource[] classes = new PathMatchingResourcePatternResolver()
                .getResources("classpath*:" + ClassUtils.convertClassNameToResourcePath(PACKAGE) + "/On*.class");
        return Stream.of(classes)
                .map(resource -> resource.getFilename().replace(".class", ""))
                .map(name -> ClassUtils.resolveClassName(PACKAGE + "." + name, null));
    }
}
