// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.benchmarks.jmh;

import io.github.wecomcallback.benchmarks.peer.CryptoFloor;
import io.github.wecomcallback.benchmarks.peer.ReplyXml;
import io.github.wecomcallback.benchmarks.peer.StarterPeer;
import io.github.wecomcallback.benchmarks.peer.WecomSdkPeer;
import io.github.wecomcallback.benchmarks.peer.WxJavaPeer;
import io.github.wecomcallback.benchmarks.sample.Platform.Sealed;
import io.github.wecomcallback.benchmarks.sample.Sample;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.infra.Blackhole;

/** From the body of a request to the body of its answer, without HTTP. */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public class ExchangeBenchmark {

    /** The starter. */
    @Benchmark
    public byte[] starter(Requests.Mine requests, Starter starter) {
        return starter.peer().receive(requests.next());
    }

    /** The crypto of the same bytes. */
    @Benchmark
    public void floor(Requests.Mine requests, Floor floor, Blackhole seen) {
        Sealed request = requests.next();
        seen.consume(floor.crypto.digest(request));
        seen.consume(floor.crypto.decrypt(request));
        if (floor.isReplied) {
            byte[] encrypted = floor.crypto.encrypt(floor.reply);
            seen.consume(encrypted);
            seen.consume(floor.crypto.digest(encrypted));
        }
    }

    /** WxJava. */
    @Benchmark
    public String wxJava(Requests.Mine requests, WxJava wxJava) {
        Sealed request = requests.next();
        return wxJava.peer.receive(request.signature(), request.timestamp(), request.nonce(), body(request));
    }

    /** The wecom-sdk. */
    @Benchmark
    public String wecomSdk(Requests.Mine requests, WecomSdk sdk) {
        Sealed request = requests.next();
        return sdk.peer.receive(request.signature(), request.timestamp(), request.nonce(), body(request));
    }

    private static String body(Sealed request) {
        return new String(request.body(), StandardCharsets.UTF_8);
    }

    /** An application with the starter. */
    @State(Scope.Benchmark)
    public static class Starter {

        private StarterPeer peer;

        /** Starts it. */
        @Setup
        public void start() {
            peer = new StarterPeer();
        }

        StarterPeer peer() {
            return peer;
        }

        /** Stops it. */
        @TearDown
        public void stop() {
            peer.close();
        }
    }

    /** Crypto, for each thread its own. */
    @State(Scope.Thread)
    public static class Floor {

        private final CryptoFloor crypto = new CryptoFloor();
        private final byte[] reply =
                CryptoFloor.padded(ReplyXml.text("li.wei", 1767232861, Sample.replyTo(Sample.CONTENT)));
        private boolean isReplied;

        /** Learns whether there is anything to reply. */
        @Setup
        public void prepare(Requests requests) {
            isReplied = requests.sample.isReplied();
        }
    }

    /** WxJava. */
    @State(Scope.Benchmark)
    public static class WxJava {

        private final WxJavaPeer peer = new WxJavaPeer();
    }

    /** The wecom-sdk. */
    @State(Scope.Benchmark)
    public static class WecomSdk {

        private final WecomSdkPeer peer = new WecomSdkPeer();
    }
}
