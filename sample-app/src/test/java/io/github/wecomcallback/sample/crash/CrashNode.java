// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.sample.crash;

import io.github.wecomcallback.sample.SampleApplication;
import java.io.IOException;
import java.util.Arrays;
import org.springframework.boot.SpringApplication;

/** What a node's process runs: the sample, with handlers that keep a journal; the first argument is their class. */
final class CrashNode {

    private CrashNode() {}

    public static void main(String[] args) throws ClassNotFoundException {
        endWithParent();
        new SpringApplication(SampleApplication.class, Class.forName(args[0]))
                .run(Arrays.copyOfRange(args, 1, args.length));
    }

    /** The test holds the other end of standard input: it ends with the test, however that ends. */
    private static void endWithParent() {
        Thread watch = new Thread(
                () -> {
                    try {
                        System.in.transferTo(System.out);
                    } catch (IOException ex) {
                        // It ended, too.
                    }
                    Runtime.getRuntime().halt(1);
                },
                "parent-watch");
        watch.setDaemon(true);
        watch.start();
    }
}
