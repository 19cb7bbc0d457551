// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.sample;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.springframework.stereotype.Component;

/** Stands where a language model would: says an answer word by word, and takes its time for each. */
@Component
class FakeModel {

    private static final int PAUSE_MILLIS = 50;

    void answer(String question, Consumer<String> words) throws InterruptedException {
        for (String word : List.of("您", "问的是", "“", question, "”。", "我", "只是", "一个", "示例，", "没有", "答案。")) {
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
            words.accept(word);
        }
    }
}
