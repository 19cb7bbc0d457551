// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.kf;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.github.wecomcallback.kf.KfCursorStore.Entry;
import io.github.wecomcallback.support.Databases;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class JdbcKfCursorStoreTest {

    private static final KfDoor DOOR = new KfDoor("shop", "wk1");

    @ParameterizedTest
    @EnumSource(Databases.class)
    void a_pool_that_does_not_commit_by_itself_loses_nothing_and_sees_what_others_write(Databases database) {
        try (HikariDataSource dataSource = database.withTables();
                HikariDataSource manual = new HikariDataSource()) {
            dataSource.copyStateTo(manual);
            manual.setAutoCommit(false);
            manual.setMaximumPoolSize(1);
            KfCursorStore store = TestCursorStore.Kind.jdbc(manual);
            KfCursorStore other = TestCursorStore.Kind.jdbc(dataSource);
            assertThat(store.all()).isEmpty();

            store.write(DOOR, "one", null, 0);
            other.write(DOOR, "two", null, other.find(DOOR).version());
            store.write(DOOR, "three", Instant.EPOCH, store.find(DOOR).version());

            assertThat(other.find(DOOR).state()).isEqualTo("three");
            assertThat(other.due(1)).hasSize(1);
            assertThat(store.due(1)).extracting(Entry::door).containsExactly(DOOR);
            store.remove(DOOR, store.find(DOOR).version());
            assertThat(other.all()).isEmpty();
        }
    }
}
