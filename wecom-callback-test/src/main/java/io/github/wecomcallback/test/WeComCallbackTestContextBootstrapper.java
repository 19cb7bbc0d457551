// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.test;

import java.util.stream.Stream;
import org.springframework.boot.test.autoconfigure.TestSliceTestContextBootstrapper;
import org.springframework.test.context.MergedContextConfiguration;
import org.springframework.test.context.web.WebMergedContextConfiguration;

/** Starts the slice: a web application without a server, and without the inbox that needs a database. */
final class WeComCallbackTestContextBootstrapper extends TestSliceTestContextBootstrapper<WeComCallbackTest> {

    @Override
    protected MergedContextConfiguration processMergedContextConfiguration(MergedContextConfiguration mergedConfig) {
        MergedContextConfiguration processed = super.processMergedContextConfiguration(mergedConfig);
        return new WebMergedContextConfiguration(processed, determineResourceBasePath(processed));
    }

    @Override
    protected String[] getProperties(Class<?> testClass) {
        String[] properties = super.getProperties(testClass);
        return Stream.concat(
                        Stream.of("wecom.callback.inbox.enabled=false", "wecom.callback.guard.store=memory"),
                        properties == null ? Stream.empty() : Stream.of(properties))
                .toArray(String[]::new);
    }
}
