// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.console;

import io.github.wecomcallback.delivery.DeadLetter;
import io.github.wecomcallback.handler.Route;
import org.jspecify.annotations.Nullable;
import org.springframework.aot.hint.BindingReflectionHintsRegistrar;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;

/** Lets a native image serve the page, and write as JSON what the page asks for. */
public final class ConsoleRuntimeHints implements RuntimeHintsRegistrar {

    @Override
    public void registerHints(RuntimeHints hints, @Nullable ClassLoader classLoader) {
        hints.resources().registerPattern("io/github/wecomcallback/console/console.*");
        hints.resources().registerPattern("io/github/wecomcallback/catalogue/**");
        new BindingReflectionHintsRegistrar()
                .registerReflectionHints(
                        hints.reflection(),
                        ConsoleViews.About.class,
                        ConsoleViews.Arrived.class,
                        ConsoleViews.SampleText.class,
                        ConsoleViews.Sending.class,
                        ConsoleViews.Done.class,
                        ConsoleViews.Problem.class,
                        DeadLetter.class,
                        Route.class,
                        SampleBook.Entry.class,
                        SampleBook.Sample.class,
                        SelfDelivery.Answer.class);
    }
}
