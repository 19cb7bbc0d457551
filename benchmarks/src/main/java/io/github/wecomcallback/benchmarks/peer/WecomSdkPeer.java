// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.benchmarks.peer;

import cn.felord.callback.CallbackSettings;
import cn.felord.callbacks.CallbackCrypto;
import cn.felord.callbacks.CallbackCryptoBuilder;
import cn.felord.callbacks.CallbackEventBody;
import io.github.wecomcallback.benchmarks.sample.Platform;
import io.github.wecomcallback.benchmarks.sample.Sample;
import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * wecom-sdk as its users write it: what it received it hands to a consumer, here on the same thread. It replies to
 * nothing: version 1.2.7 takes the length of the corp id for that of the random prefix, so that it cannot encrypt
 * anything where a corp id has 18 characters, as they have.
 */
public final class WecomSdkPeer {

    private static final String AGENT_ID = "1000012";

    private final CallbackSettings settings = new CallbackSettings(Platform.TOKEN, Platform.AES_KEY, Platform.CORP_ID);
    private final CallbackCrypto crypto =
            new CallbackCryptoBuilder(new DirectExecutor(), WecomSdkPeer::handle).build((agentId, corpId) -> settings);

    /** What its users' controllers do with a request. */
    public String receive(String signature, String timestamp, String nonce, String body) {
        return crypto.accept(AGENT_ID, Platform.CORP_ID, signature, timestamp, nonce, body);
    }

    private static void handle(CallbackEventBody event) {
        Handlers.SEEN.add(
                "text".equals(event.getMsgType())
                        ? Sample.replyTo(event.getContent()).length()
                        : event.getOriginalXml().length());
    }

    /** Runs what it is given at once. */
    private static final class DirectExecutor extends AbstractExecutorService {

        @Override
        public void execute(Runnable task) {
            task.run();
        }

        @Override
        public void shutdown() {}

        @Override
        public List<Runnable> shutdownNow() {
            return List.of();
        }

        @Override
        public boolean isShutdown() {
            return false;
        }

        @Override
        public boolean isTerminated() {
            return false;
        }

        @Override
        public boolean awaitTermination(long timeout, TimeUnit unit) {
            return true;
        }
    }
}
