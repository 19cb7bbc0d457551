// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecordUnloadingTest {

    public record Parent(String name, List<Child> children, Coded<Contact.Gender> gender) {}

    public record Child(String name) {}

    @Test
    void a_record_is_kept_no_longer_than_its_class_loader() throws Exception {
        WeakReference<ClassLoader> loader = loaderOfABoundRecord();

        await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> {
            System.gc();
            assertThat(loader.get()).isNull();
        });
    }

    private static WeakReference<ClassLoader> loaderOfABoundRecord() throws Exception {
        ClassLoader restarted = new RestartedLoader();
        Class<? extends Record> type =
                restarted.loadClass(Parent.class.getName()).asSubclass(Record.class);

        Record parent = Payload.of("<xml><Name>p</Name><Children><Name>c</Name></Children></xml>")
                .as(type);

        assertThat(type).isNotEqualTo(Parent.class);
        assertThat(parent).hasToString("Parent[name=p, children=[Child[name=c]], gender=null]");
        return new WeakReference<>(restarted);
    }

    /** Loads the records of this test anew, as a restart of an application does. */
    private static final class RestartedLoader extends ClassLoader {

        RestartedLoader() {
            super(RecordUnloadingTest.class.getClassLoader());
        }

        @Override
        public Class<?> loadClass(String name) throws ClassNotFoundException {
            if (!name.startsWith(RecordUnloadingTest.class.getName())) {
                return super.loadClass(name);
            }
            Class<?> loaded = findLoadedClass(name);
            return loaded != null ? loaded : define(name);
        }

        private Class<?> define(String name) throws ClassNotFoundException {
            try (InputStream in = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
                byte[] bytes = in.readAllBytes();
                return defineClass(name, bytes, 0, bytes.length);
            } catch (IOException ex) {
                throw new ClassNotFoundException(name, ex);
            }
        }
    }
}
