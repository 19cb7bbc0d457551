// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.kf;

import io.github.wecomcallback.api.WeComApiException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;

/**
 * Handles one page: the messages of each customer in their order, of different customers side by side. When the platform takes
 * no replies, no further message is begun.
 */
@RequiredArgsConstructor
final class PageRun {

    private final AtomicReference<@Nullable Throwable> trouble = new AtomicReference<>();
    private final PageProgress page;
    private final BooleanSupplier goesOn;

    /** Whether any further message is to be begun. */
    boolean goesOn() {
        return goesOn.getAsBoolean() && !(trouble.get() instanceof WeComApiException);
    }

    /**
     * Returns when all are done, also when some of them cannot be handled now: nothing is at work when the page is given up.
     *
     * @param attempt how often it was given up before. Others come first then, lest one whose reply is in the way of all keeps
     *     them waiting
     * @param begin begins with the messages of a customer, which are given as their positions in the page
     * @throws RuntimeException what was in the way first
     */
    void run(int attempt, Function<List<Integer>, CompletableFuture<Void>> begin) throws InterruptedException {
        List<List<Integer>> customers = customers();
        Collections.rotate(customers, -attempt);
        List<CompletableFuture<Void>> runs = new ArrayList<>();
        for (List<Integer> customer : customers) {
            runs.add(begin.apply(customer).whenComplete((end, ex) -> trouble.compareAndSet(null, ex)));
        }
        try {
            CompletableFuture.allOf(runs.toArray(CompletableFuture[]::new)).get();
        } catch (ExecutionException ex) {
            throw trouble.get() instanceof RuntimeException first ? first : new IllegalStateException(trouble.get());
        }
    }

    private List<List<Integer>> customers() {
        Map<String, List<Integer>> customers = new LinkedHashMap<>();
        for (int position : page.left()) {
            String customer = page.items().get(position).customer();
            customers.computeIfAbsent(customer, any -> new ArrayList<>()).add(position);
        }
        return new ArrayList<>(customers.values());
    }
}
