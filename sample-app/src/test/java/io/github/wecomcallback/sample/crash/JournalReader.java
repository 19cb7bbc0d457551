// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.sample.crash;

import io.github.wecomcallback.sample.crash.Journal.Mark;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Reads the journals of all incarnations. */
final class JournalReader {

    private final Path directory;

    JournalReader(Path directory) {
        this.directory = directory;
    }

    List<Run> runs() {
        try (Stream<Path> files = Files.list(directory)) {
            List<Run> runs = new ArrayList<>();
            for (Path file : files.toList()) {
                runs.addAll(read(file));
            }
            return runs;
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    private static List<Run> read(Path file) throws IOException {
        Map<Integer, Run> runs = new LinkedHashMap<>();
        for (String line : wholeLines(file)) {
            String[] fields = line.split(" ");
            Mark mark = Mark.valueOf(fields[0]);
            int number = Integer.parseInt(fields[4]);
            long at = Long.parseLong(fields[5]);
            if (mark == Mark.BEGIN) {
                runs.put(number, begun(fields, at));
            } else {
                runs.computeIfPresent(number, (n, run) -> run.ended(at, mark == Mark.FAIL));
            }
        }
        return List.copyOf(runs.values());
    }

    /** Without the beginning of one that is being written. */
    private static List<String> wholeLines(Path file) throws IOException {
        String text = Files.readString(file);
        return text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
    }

    private static Run begun(String[] fields, long at) {
        return new Run(
                Work.valueOf(fields[1]), Long.parseLong(fields[2]), Integer.parseInt(fields[3]), at, null, false);
    }
}
