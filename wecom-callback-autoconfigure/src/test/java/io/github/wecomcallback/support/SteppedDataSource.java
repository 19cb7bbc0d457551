// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.support;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** A database that tells what is about to be done, on the thread that does it, so that something can happen in between. */
public final class SteppedDataSource extends DelegatingDataSource {

    public static final String COMMIT = "commit";

    private volatile Consumer<String> step = sql -> {};

    public SteppedDataSource(DataSource dataSource) {
        super(dataSource);
    }

    /** Called with the SQL of a statement, or with {@link #COMMIT}, right before it is executed. */
    public void beforeEach(Consumer<String> step) {
        this.step = step;
    }

    @Override
    public Connection getConnection() throws SQLException {
        Connection connection = super.getConnection();
        return (Connection) proxy(Connection.class, (proxy, method, args) -> {
            if (method.getName().equals("commit")) {
                step.accept(COMMIT);
            }
            Object result = call(connection, method, args);
            return result instanceof PreparedStatement statement && args != null && args[0] instanceof String sql
                    ? stepped(statement, sql)
                    : result;
        });
    }

    private Object stepped(PreparedStatement statement, String sql) {
        return proxy(PreparedStatement.class, (proxy, method, args) -> {
            if (method.getName().startsWith("execute")) {
                step.accept(sql);
            }
            return call(statement, method, args);
        });
    }

    private static Object proxy(Class<?> type, InvocationHandler handler) {
        return Proxy.newProxyInstance(SteppedDataSource.class.getClassLoader(), new Class<?>[] {type}, handler);
    }

    private static Object call(Object target, Method method, Object[] args) throws Throwable {
        try {
            return method.invoke(target, args);
        } catch (InvocationTargetException ex) {
            throw ex.getTargetException();
        }
    }
}
