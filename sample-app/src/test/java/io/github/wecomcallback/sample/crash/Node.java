// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.sample.crash;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** One incarnation of a node: a process that runs the sample until it is killed. */
final class Node {

    private static final int KILLED = 128 + 9;
    private static final int TERMINATED = 128 + 15;

    private final int incarnation;
    private final int port;
    private final Path output;
    private final Process process;

    Node(int incarnation, int port, Path output, Process process) {
        this.incarnation = incarnation;
        this.port = port;
        this.output = output;
        this.process = process;
    }

    int incarnation() {
        return incarnation;
    }

    /** Whether it takes callbacks. */
    boolean isUp() {
        if (!process.isAlive()) {
            throw new IllegalStateException("Incarnation " + incarnation + " ended by itself; see " + output);
        }
        return Ports.listens(port);
    }

    /** Ends it as the kernel would when memory is short: by SIGKILL, in the middle of whatever it does. */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        expect(KILLED);
    }

    /** Asks it to end, by SIGTERM. */
    void terminate() throws InterruptedException {
        // Process.destroy() would close its standard input as well, and so end it at once.
        process.toHandle().destroy();
        expect(TERMINATED);
    }

    /** Whatever it does and whether it lives or not. */
    void discard() {
        process.destroyForcibly();
    }

    private void expect(int status) throws InterruptedException {
        if (!process.waitFor(1, TimeUnit.MINUTES)) {
            throw new IllegalStateException("Incarnation " + incarnation + " does not end; see " + output);
        }
        if (process.exitValue() != status) {
            throw new IllegalStateException("Incarnation " + incarnation + " ended with " + process.exitValue()
                    + " instead of " + status + "; see " + output);
        }
    }
}
