// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.autoconfigure;

import io.github.wecomcallback.message.MessageTypes;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.springframework.aot.hint.MemberCategory;
import org.springframework.aot.hint.ReflectionHints;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;

/** Lets a native image bind typed records, which are found and constructed by reflection, and create its tables. */
final class WeComCallbackRuntimeHints implements RuntimeHintsRegistrar {

    @Override
    public void registerHints(RuntimeHints hints, @Nullable ClassLoader classLoader) {
        hints.resources().registerPattern("io/github/wecomcallback/schema/**");
        ReflectionHints reflection = hints.reflection();
        MessageTypes.records().stream().map(Class::getEnclosingClass).distinct().forEach(domain -> {
            reflection.registerType(domain, MemberCategory.INVOKE_DECLARED_CONSTRUCTORS);
            Arrays.stream(domain.getDeclaredClasses())
                    .forEach(type -> reflection.registerType(
                            type,
                            MemberCategory.INVOKE_DECLARED_CONSTRUCTORS,
                            MemberCategory.INVOKE_DECLARED_METHODS,
                            MemberCategory.ACCESS_DECLARED_FIELDS));
        });
    }
}
