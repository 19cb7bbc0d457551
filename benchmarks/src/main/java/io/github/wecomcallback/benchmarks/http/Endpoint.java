// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.benchmarks.http;

/** What is called. */
enum Endpoint {
    BARE("/bare", "bare MVC endpoint"),
    STARTER("/wecom/callback", "this starter"),
    WXJAVA("/wxjava", "WxJava controller");

    final String path;
    final String title;

    Endpoint(String path, String title) {
        this.path = path;
        this.title = title;
    }
}
