// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback;

import org.junit.platform.suite.api.ConfigurationParameter;
import org.junit.platform.suite.api.ExcludeClassNamePatterns;
import org.junit.platform.suite.api.IncludeClassNamePatterns;
import org.junit.platform.suite.api.SelectPackages;
import org.junit.platform.suite.api.Suite;

/**
 * What receives callbacks, guards them and keeps them, once more in an application whose threads are virtual. Before Java 21
 * there are none, and all of it says that it is skipped. Left out is what has no threads, or the same ones.
 */
@Suite
@SelectPackages({
    "io.github.wecomcallback.exchange",
    "io.github.wecomcallback.delivery",
    "io.github.wecomcallback.web",
    "io.github.wecomcallback.autoconfigure"
})
@IncludeClassNamePatterns({
    ".*\\.(exchange|web)\\..*Test",
    ".*\\.delivery\\.(Inbox|Lane|Late|GivenUp|JointWriter|StoreFailure).*Test",
    ".*\\.delivery\\..*GuardTest",
    ".*\\.autoconfigure\\.(Guard|Inbox).*Test"
})
@ExcludeClassNamePatterns(
        ".*\\.(Fuzz|Tolerance|WxJavaInterop|MessageKey|SeenKinds|CatalogueWalk|CallbackPaths|QueryString)Test")
@ConfigurationParameter(key = "junit.jupiter.extensions.autodetection.enabled", value = "true")
@ConfigurationParameter(
        key = "junit.jupiter.extensions.autodetection.include",
        value = "io.github.wecomcallback.support.VirtualThreads")
class OnVirtualThreadsTest {}
