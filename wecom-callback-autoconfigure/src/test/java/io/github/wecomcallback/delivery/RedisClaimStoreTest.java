// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.wecomcallback.delivery.ClaimStore.Claim;
import io.github.wecomcallback.delivery.ClaimStore.Standing.State;
import io.github.wecomcallback.delivery.TestStore.OverRedis;
import io.github.wecomcallback.support.Redis;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RedisClaimStoreTest {

    private static final Duration LONG = Duration.ofMinutes(10);

    private final OverRedis redis = new OverRedis(Redis.shared().connections());
    private final ClaimStore store = redis.store();

    @AfterEach
    void close() {
        redis.close();
    }

    @Test
    void nothing_is_left_for_ever() {
        store.claim(new Claim("held", "1"), LONG);
        store.renew(List.of(new Claim("held", "1"), new Claim("renewed", "2")), LONG);
        store.claim(new Claim("released", "3"), LONG);
        store.release(new Claim("released", "3"), null, LONG);
        store.claim(new Claim("done", "4"), LONG);
        store.done(new Claim("done", "4"), null, LONG);

        assertThat(redis.keys())
                .hasSize(4)
                .allSatisfy(key -> assertThat(redis.redis().getExpire(key)).isBetween(500L, 700L));
    }

    @Test
    void a_claim_that_redis_lost_comes_back_with_its_renewal() {
        Claim claim = new Claim("lost", "1");
        store.claim(claim, LONG);
        redis.redis().delete(redis.keys());

        store.renew(List.of(claim), LONG);

        assertThat(store.claim(new Claim("lost", "2"), LONG).state()).isEqualTo(State.HELD);
    }

    @Test
    void what_is_done_is_kept_though_redis_lost_the_claim() {
        Claim claim = new Claim("lost", "1");
        store.claim(claim, LONG);
        redis.redis().delete(redis.keys());

        assertThat(store.done(claim, null, LONG)).isTrue();

        assertThat(store.claim(new Claim("lost", "2"), LONG).state()).isEqualTo(State.DONE);
    }
}
