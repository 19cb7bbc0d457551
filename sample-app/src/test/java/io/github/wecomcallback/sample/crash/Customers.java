// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.sample.crash;

import io.github.wecomcallback.test.FakeCustomer;
import io.github.wecomcallback.test.FakeKf;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Customers who write texts, and now and then enter anew. */
final class Customers {

    private static final int OF_EACH_ACCOUNT = 100;
    private static final int TEXTS_PER_EVENT = 20;

    private static final String ENTERED = """
            {"msgtype":"event","event":{"event_type":"enter_session","scene":"123"}}""";

    private final List<FakeKf> accounts;
    private final Random random;
    private final List<CustomerItem> items = new ArrayList<>();

    Customers(List<FakeKf> accounts, Random random) {
        this.accounts = accounts;
        this.random = random;
    }

    /** Some of them do something. Nobody is told of it. */
    void act(int times) {
        for (int i = 0; i < times; i++) {
            FakeKf kf = accounts.get(random.nextInt(accounts.size()));
            FakeCustomer customer = kf.customer("wm" + random.nextInt(OF_EACH_ACCOUNT));
            boolean text = random.nextInt(TEXTS_PER_EVENT) > 0;
            String msgId = text ? customer.writes("No. " + items.size()) : customer.sends(ENTERED);
            items.add(CustomerItem.of(msgId, kf, customer.id(), text));
        }
    }

    /** All that they did, in its order. */
    List<CustomerItem> items() {
        return items;
    }
}
