// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.sample.crash;

import io.github.wecomcallback.account.Account;
import io.github.wecomcallback.test.FakeKf;
import io.github.wecomcallback.test.WeComCallbackTester;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/**
 * Rings at the nodes as WeCom does: at one of them, whether it lives or not, and at the other when that does not answer; up
 * to four times. Bells are lost, come twice and in any order.
 */
final class Bells implements AutoCloseable {

    private static final int TRIES = 4;
    private static final int THREADS = 32;

    private final List<Integer> ports;
    private final Map<FakeKf, Account> owners;
    private final Random random;
    private final ExecutorService ringers = Executors.newFixedThreadPool(THREADS);
    private final AtomicInteger tries = new AtomicInteger();
    private final AtomicInteger heard = new AtomicInteger();
    private final AtomicInteger unheard = new AtomicInteger();

    Bells(List<Integer> ports, Map<FakeKf, Account> owners, Random random) {
        this.ports = ports;
        this.owners = owners;
        this.random = random;
    }

    /** Rings for each account, one time in three twice, and one time in three the older bell after the newer. */
    void ring() {
        for (FakeKf kf : owners.keySet()) {
            int node = random.nextInt(ports.size());
            String bell = bell(kf);
            switch (random.nextInt(3)) {
                case 0 -> ringers.execute(() -> ring(kf, bell, node));
                case 1 ->
                    ringers.execute(() -> {
                        ring(kf, bell, node);
                        ring(kf, bell, node + 1);
                    });
                default -> {
                    String newer = bell(kf);
                    ringers.execute(() -> {
                        ring(kf, newer, node + 1);
                        ring(kf, bell, node);
                    });
                }
            }
        }
    }

    /** Rings so many times, by as many threads as there are, and returns when all are heard. */
    void storm(int count) {
        List<FakeKf> accounts = List.copyOf(owners.keySet());
        CompletableFuture.allOf(IntStream.range(0, count)
                        .mapToObj(i -> {
                            FakeKf kf = accounts.get(i % accounts.size());
                            int node = random.nextInt(ports.size());
                            String bell = bell(kf);
                            return CompletableFuture.runAsync(() -> ring(kf, bell, node), ringers);
                        })
                        .toArray(CompletableFuture[]::new))
                .join();
    }

    /** Rings for each account once more. Returns whether all were heard. */
    boolean ringAll() {
        return owners.keySet().stream().map(kf -> ring(kf, bell(kf), 0)).reduce(true, Boolean::logicalAnd);
    }

    /** How often a node was called. */
    int tries() {
        return tries.get();
    }

    int heard() {
        return heard.get();
    }

    /** How many were given up, as WeCom does after the last try. */
    int unheard() {
        return unheard.get();
    }

    @Override
    public void close() {
        ringers.shutdownNow();
    }

    private String bell(FakeKf kf) {
        return kf.doorbell(tester(kf, 0)).plaintext();
    }

    private boolean ring(FakeKf kf, String bell, int node) {
        for (int attempt = 0; attempt < TRIES; attempt++) {
            tries.incrementAndGet();
            if (tester(kf, node + attempt).plaintext(bell).send().isAcknowledged()) {
                heard.incrementAndGet();
                return true;
            }
        }
        unheard.incrementAndGet();
        return false;
    }

    private WeComCallbackTester tester(FakeKf kf, int node) {
        Account owner = owners.get(kf);
        String path = owner.name().equals(Account.DEFAULT_NAME) ? "" : "/" + owner.name();
        int port = ports.get(node % ports.size());
        return WeComCallbackTester.over(URI.create("http://127.0.0.1:" + port + "/wecom/callback" + path), owner);
    }
}
