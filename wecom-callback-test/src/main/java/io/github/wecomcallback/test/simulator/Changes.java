// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.test.simulator;

import io.github.wecomcallback.test.OutgoingCallback;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that make something else of a sample. */
final class Changes {

    @Option(
            names = "--set",
            paramLabel = "PATH=VALUE",
            description = "Sets a field, such as UserID=u1 or Extattr.Item[1].Name=x. May be repeated.")
    private Map<String, String> set = new LinkedHashMap<>();

    @Option(names = "--unset", paramLabel = "PATH", description = "Removes a field. May be repeated.")
    private List<String> unset = List.of();

    @Option(names = "--from", paramLabel = "USER", description = "Who sends it.")
    private @Nullable String from;

    OutgoingCallback apply(OutgoingCallback callback) {
        OutgoingCallback changed = from == null ? callback : callback.from(from);
        for (Map.Entry<String, String> field : set.entrySet()) {
            changed = changed.with(field.getKey(), field.getValue());
        }
        for (String path : unset) {
            changed = changed.without(path);
        }
        return changed;
    }
}
