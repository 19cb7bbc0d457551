// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.sample.crash;

import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What handlers did, in one file for each incarnation of a node. Each line is written by one call at the file's end, so
 * that it is there when the process is killed right after, and depends on nothing else that may fail.
 */
final class Journal {

    /** How a line begins. */
    enum Mark {
        BEGIN,
        END,
        FAIL
    }

    /** What is to be done. */
    interface Task {
        void run() throws Exception;
    }

    private final int incarnation;
    private final FileOutputStream file;
    private final AtomicInteger runs = new AtomicInteger();

    Journal(Path directory, int incarnation) throws IOException {
        this.incarnation = incarnation;
        this.file = new FileOutputStream(directory.resolve(incarnation + ".log").toFile(), true);
    }

    /** Does it, and writes down when it began and how it ended. */
    void run(Work work, String message, Task task) throws Exception {
        String run = " " + work + " " + message + " " + incarnation + " " + runs.incrementAndGet() + " ";
        write(Mark.BEGIN, run);
        try {
            task.run();
        } catch (Exception ex) {
            write(Mark.FAIL, run);
            throw ex;
        }
        write(Mark.END, run);
    }

    private void write(Mark mark, String run) throws IOException {
        String line = mark + run + System.currentTimeMillis() + "\n";
        file.write(line.getBytes(StandardCharsets.US_ASCII));
    }
}
