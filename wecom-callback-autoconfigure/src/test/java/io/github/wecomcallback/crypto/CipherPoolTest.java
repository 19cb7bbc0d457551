// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.wecomcallback.support.WeCom;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CipherPoolTest {

    private final CallbackCrypto crypto = new CallbackCrypto(WeCom.TOKEN, EncodingAesKey.of(WeCom.AES_KEY));

    /** 8 threads find a cipher in a slot; 24 are more than there are slots. */
    @ParameterizedTest
    @ValueSource(ints = {8, 24})
    void threads_do_not_get_into_each_others_way(int threads) throws Exception {
        CountDownLatch start = new CountDownLatch(1);
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        try {
            List<Future<Integer>> wrong = new ArrayList<>();
            for (int thread = 0; thread < threads; thread++) {
                int number = thread;
                wrong.add(executor.submit(() -> {
                    start.await();
                    return countWrong("thread " + number, 2_000);
                }));
            }
            start.countDown();

            for (Future<Integer> future : wrong) {
                assertThat(future.get(60, TimeUnit.SECONDS)).isZero();
            }
        } finally {
            executor.shutdownNow();
        }
    }

    private int countWrong(String name, int messages) {
        int wrong = 0;
        for (int i = 0; i < messages; i++) {
            String message = name + " message " + i + "x".repeat(i % 70);
            Decrypted decrypted = crypto.decrypt(crypto.encrypt(message, name));
            if (!decrypted.text().equals(message) || !decrypted.receiveId().equals(name)) {
                wrong++;
            }
        }
        return wrong;
    }

    @Test
    void a_used_cipher_starts_anew_with_the_next_message() {
        String first = crypto.encrypt("first", "id");
        String second = crypto.encrypt("second", "id");

        assertThat(crypto.decrypt(first).text()).isEqualTo("first");
        assertThat(crypto.decrypt(second).text()).isEqualTo("second");
        assertThat(crypto.decrypt(first).text()).isEqualTo("first");
    }
}
