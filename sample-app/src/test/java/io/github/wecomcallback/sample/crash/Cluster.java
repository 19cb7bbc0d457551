// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.sample.crash;

import static org.awaitility.Awaitility.await;

import io.github.wecomcallback.sample.DemoPlatform;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;

/** Two nodes behind one load balancer. A node that dies is started again at once, as its next incarnation. */
final class Cluster implements AutoCloseable {

    private static final int SIZE = 2;
    private static final Duration TIME_TO_START = Duration.ofMinutes(1);

    private final NodeProgram program;
    private final List<Integer> ports =
            IntStream.range(0, SIZE).mapToObj(i -> Ports.free()).toList();
    private final List<Node> nodes = new CopyOnWriteArrayList<>();
    private final Map<Integer, Long> kills = new HashMap<>();
    private final Thread hook = new Thread(this::discard);
    private int incarnations;

    Cluster(NodeProgram program) {
        this.program = program;
        Runtime.getRuntime().addShutdownHook(hook);
    }

    void start() throws IOException {
        for (int port : ports) {
            nodes.add(incarnate(port));
        }
        awaitAll();
    }

    /** Ways to deliver, one for each node. */
    List<DemoPlatform> routes() {
        return ports.stream()
                .map(port -> new DemoPlatform(URI.create("http://127.0.0.1:" + port + "/wecom/callback")))
                .toList();
    }

    /** Where each of them listens, also while it is dead. */
    List<Integer> ports() {
        return ports;
    }

    /** Kills a node such that another one is up, and starts its next incarnation. */
    void killOne(Random random) throws IOException, InterruptedException {
        List<Integer> starting = IntStream.range(0, SIZE)
                .filter(i -> !nodes.get(i).isUp())
                .boxed()
                .toList();
        int victim = starting.isEmpty() ? random.nextInt(SIZE) : starting.get(0);
        kill(victim);
    }

    /** Kills the first of these incarnations that lives, and starts the node's next one. Returns whether there was one. */
    boolean killOneOf(Collection<Integer> incarnations) throws IOException, InterruptedException {
        for (int victim = 0; victim < SIZE; victim++) {
            if (incarnations.contains(nodes.get(victim).incarnation())) {
                kill(victim);
                return true;
            }
        }
        return false;
    }

    private void kill(int victim) throws IOException, InterruptedException {
        Node node = nodes.get(victim);
        kills.put(node.incarnation(), System.currentTimeMillis());
        node.kill();
        nodes.set(victim, incarnate(ports.get(victim)));
    }

    void awaitAll() {
        await().atMost(TIME_TO_START).until(() -> nodes.stream().allMatch(Node::isUp));
    }

    /** When each incarnation was killed that was. */
    Map<Integer, Long> kills() {
        return Map.copyOf(kills);
    }

    void terminate() throws InterruptedException {
        for (Node node : nodes) {
            node.terminate();
        }
    }

    @Override
    public void close() {
        discard();
        Runtime.getRuntime().removeShutdownHook(hook);
    }

    private Node incarnate(int port) throws IOException {
        return program.start(++incarnations, port);
    }

    private void discard() {
        nodes.forEach(Node::discard);
    }
}
