// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.sample.crash;

import io.github.wecomcallback.sample.DemoPlatform;
import io.github.wecomcallback.sample.crash.Delivery.Answer;
import java.io.IOException;
import java.net.ConnectException;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Delivers texts as WeCom does, at a steady rate whatever becomes of them: it waits five seconds for an answer, and
 * delivers up to three times more what was not answered 200. Each try goes to either node, as a load balancer would have
 * it: to the other one when a node does not listen.
 */
final class Platform implements AutoCloseable {

    private static final int TRIES = 4;
    private static final int PATIENCE_SECONDS = 60;
    private static final long FIRST_ID = 1_000_000;

    private final List<DemoPlatform> nodes;
    private final Random random;
    private final AtomicLong ids = new AtomicLong(FIRST_ID);
    private final Queue<Delivery> deliveries = new ConcurrentLinkedQueue<>();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private final ExecutorService senders = Executors.newCachedThreadPool();

    Platform(List<DemoPlatform> nodes, Random random) {
        this.nodes = nodes;
        this.random = random;
    }

    void start(int messagesPerSecond) {
        long period = TimeUnit.SECONDS.toMicros(1) / messagesPerSecond;
        clock.scheduleAtFixedRate(
                () -> senders.execute(() -> deliver(ids.incrementAndGet())), 0, period, TimeUnit.MICROSECONDS);
    }

    /** Sends no more, and tells what became of everything when the last answer is there. */
    List<Delivery> stop() throws InterruptedException {
        clock.shutdown();
        boolean quiet = clock.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS);
        senders.shutdown();
        if (!quiet || !senders.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new IllegalStateException("The platform does not come to an end");
        }
        if (deliveries.size() != ids.get() - FIRST_ID) {
            throw new IllegalStateException("A sender broke; see the output");
        }
        return List.copyOf(deliveries);
    }

    @Override
    public void close() {
        clock.shutdownNow();
        senders.shutdownNow();
    }

    private void deliver(long id) {
        String text = Texts.message(id);
        long begin = System.nanoTime();
        Answer answer = Answer.NO_200;
        int tries = 0;
        while (answer == Answer.NO_200 && tries < TRIES) {
            tries++;
            answer = attempt(id, text);
        }
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
        deliveries.add(new Delivery(id, tries, millis, answer));
    }

    private Answer attempt(long id, String text) {
        try {
            return judge(id, send(text));
        } catch (IOException | IllegalStateException ex) {
            return Answer.NO_200;
        } catch (InterruptedException ex) {
            throw new IllegalStateException("The test ends before its answers", ex);
        }
    }

    private String send(String text) throws IOException, InterruptedException {
        int node = random.nextInt(nodes.size());
        try {
            return nodes.get(node).send(text);
        } catch (ConnectException ex) {
            return nodes.get((node + 1) % nodes.size()).send(text);
        }
    }

    private static Answer judge(long id, String reply) {
        if (reply.contains(Texts.replyTo(Long.toString(id)))) {
            return Answer.REPLY;
        }
        return reply.startsWith("<xml>") ? Answer.WRONG : Answer.EMPTY;
    }
}
