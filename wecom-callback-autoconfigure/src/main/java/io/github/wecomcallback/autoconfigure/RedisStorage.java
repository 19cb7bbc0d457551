// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.autoconfigure;

import io.github.wecomcallback.annotation.WeComRedisConnectionFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.data.redis.connection.RedisConnectionFactory;

/**
 * The Redis that nodes share what they know in.
 *
 * @param connections the application's
 */
record RedisStorage(RedisConnectionFactory connections) {

    private static final OneBean CONNECTIONS = new OneBean(
            "RedisConnectionFactory",
            WeComRedisConnectionFactory.class,
            "Add the dependency org.springframework.boot:spring-boot-starter-data-redis, or define such a bean.");

    /** Finds it, or stops the start. */
    static RedisStorage find(
            ObjectProvider<RedisConnectionFactory> marked,
            ObjectProvider<RedisConnectionFactory> all,
            String wantedBy) {
        return new RedisStorage(CONNECTIONS.find(marked, all, wantedBy));
    }
}
