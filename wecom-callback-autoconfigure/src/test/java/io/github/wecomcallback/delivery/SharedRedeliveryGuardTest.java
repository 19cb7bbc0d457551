// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.wecomcallback.exchange.CallbackResponse;
import io.github.wecomcallback.support.Background;
import io.github.wecomcallback.support.LogCapture;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.event.Level;

/** Two nodes over each store, and all the way: what is delivered is encrypted, and so is what comes back. */
@ParameterizedClass
@EnumSource(TestStore.Kind.class)
class SharedRedeliveryGuardTest {

    private static final int MESSAGES = 50;
    private static final int DELIVERIES = 4;
    private static final int LANES = 10;

    @RegisterExtension
    private final LogCapture log = LogCapture.at(Level.INFO);

    @Parameter
    private TestStore.Kind kind;

    private final List<Node> nodes = new ArrayList<>();
    private TestStore store;
    private Node a;
    private Node b;

    @BeforeEach
    void open() {
        store = kind.open();
        a = node("A", null);
        b = node("B", null);
    }

    @AfterEach
    void close() {
        nodes.forEach(Node::close);
        store.close();
    }

    @Test
    void a_redelivery_on_another_node_joins_the_run_in_flight_and_gets_its_reply() throws Exception {
        a.hold();
        Background<CallbackResponse> first = a.posting("hello", 1);
        a.untilAtWork();
        Background<CallbackResponse> second = b.posting("hello", 1);

        a.letGo();

        assertThat(Node.reply(first.result())).contains("A says: 收到 & <hello>");
        assertThat(Node.reply(second.result())).isEqualTo(Node.reply(first.result()));
        assertThat(a.ran()).containsExactly("first hello", "second hello");
        assertThat(b.ran()).isEmpty();
    }

    @Test
    void a_node_counts_as_redelivery_what_another_node_handled() {
        a.post("hello", 1);
        b.post("hello", 1);
        b.post("hello", 2);

        assertThat(a.statistics().countRedeliveries()).isZero();
        assertThat(b.statistics().countRedeliveries()).isEqualTo(1);
    }

    @Test
    void a_redelivery_on_another_node_after_the_end_gets_the_reply() {
        CallbackResponse first = a.post("hello", 1);

        CallbackResponse second = b.post("hello", 1);
        CallbackResponse third = b.post("hello", 1);

        assertThat(List.of(Node.reply(second), Node.reply(third))).containsOnly(Node.reply(first));
        assertThat(b.ran()).isEmpty();
    }

    @Test
    void of_a_node_that_dies_another_takes_the_message_over() throws Exception {
        a.hold();
        a.posting("hello", 1);
        a.untilAtWork();
        a.die();

        CallbackResponse second = b.post("hello", 1);

        assertThat(Node.reply(second)).contains("B says");
        assertThat(b.ran()).containsExactly("first hello", "second hello");
    }

    @Test
    void a_failed_run_is_taken_up_by_another_node_where_it_failed() {
        a.failing().add("second");

        CallbackResponse first = a.post("hello", 1);
        CallbackResponse second = b.post("hello", 1);
        CallbackResponse third = a.post("hello", 1);

        assertThat(first.status()).isEqualTo(500);
        assertThat(Node.reply(second)).contains("A says");
        assertThat(Node.reply(third)).isEqualTo(Node.reply(second));
        assertThat(a.ran()).containsExactly("first hello", "second hello");
        assertThat(b.ran()).containsExactly("second hello");
    }

    @Test
    void what_fails_on_all_nodes_goes_on_from_where_any_of_them_came_to() {
        a.failing().addAll(List.of("first", "second"));
        b.failing().add("second");

        int onA = a.post("hello", 1).status();
        int onB = b.post("hello", 1).status();
        a.failing().clear();
        CallbackResponse again = a.post("hello", 1);

        assertThat(List.of(onA, onB)).containsOnly(500);
        assertThat(b.ran()).containsExactly("first hello", "second hello");
        assertThat(a.ran()).containsExactly("first hello", "second hello", "second hello");
        assertThat(Node.reply(again)).contains("B says");
    }

    @Test
    void a_large_reply_that_a_node_has_no_room_for_is_known_by_the_store() {
        String large = "x".repeat(100_000);
        CallbackResponse first = a.post(large, 1);
        for (int id = 2; id <= 12; id++) {
            a.post(large, id);
        }
        int ran = a.ran().size();

        CallbackResponse again = a.post(large, 1);

        assertThat(a.guard().size()).isLessThan(12);
        assertThat(Node.reply(again)).isEqualTo(Node.reply(first)).contains("A says");
        assertThat(a.ran()).hasSize(ran);
        assertThat(log.messages(Level.WARN)).noneMatch(warning -> warning.contains("forgotten"));
    }

    @Test
    void replies_are_encrypted_where_they_are_kept() {
        Node c = node("C", cipher(1));
        Node d = node("D", cipher(1));

        CallbackResponse first = c.post("hello", 1);
        CallbackResponse second = d.post("hello", 1);

        assertThat(Node.reply(second)).isEqualTo(Node.reply(first)).contains("C says");
        assertThat(store.found()).isNotEmpty().doesNotContain("C says").doesNotContain("li.wei");
        assertThat(d.ran()).isEmpty();
    }

    @Test
    void without_a_cipher_replies_are_kept_as_they_are() {
        a.post("hello", 1);
        b.post("hello", 1);

        assertThat(store.found()).contains("A says: 收到");
    }

    @Test
    void a_reply_that_cannot_be_decrypted_is_lost_and_the_message_still_done() {
        node("C", cipher(1)).post("hello", 1);
        Node d = node("D", cipher(2));

        CallbackResponse otherKey = d.post("hello", 1);
        CallbackResponse noKey = b.post("hello", 1);

        assertThat(List.of(otherKey.status(), noKey.status())).containsOnly(200);
        assertThat(otherKey.body()).isEmpty();
        assertThat(noKey.body()).isEmpty();
        assertThat(Stream.concat(b.ran().stream(), d.ran().stream())).isEmpty();
        assertThat(log.messages(Level.WARN)).hasSize(2).allMatch(warning -> warning.contains("cannot be read"));
    }

    @Test
    void progress_that_cannot_be_read_is_none() {
        a.failing().add("second");
        a.post("hello", 1);
        await().until(() -> store.found().contains("first"));
        store.damage();

        CallbackResponse second = b.post("hello", 1);

        assertThat(Node.reply(second)).contains("B says");
        assertThat(b.ran()).containsExactly("first hello", "second hello");
        assertThat(log.messages(Level.WARN)).hasSize(1).allMatch(warning -> warning.contains("cannot be read"));
    }

    @Test
    void of_many_deliveries_over_two_nodes_each_message_is_handled_once() throws Exception {
        CyclicBarrier together = new CyclicBarrier(LANES * DELIVERIES);
        List<Background<List<String>>> all = new ArrayList<>();
        for (int i = 0; i < LANES * DELIVERIES; i++) {
            int lane = i % LANES;
            Node node = i / LANES % 2 == 0 ? a : b;
            all.add(Background.run(() -> {
                together.await();
                return IntStream.range(0, MESSAGES / LANES)
                        .map(number -> lane + LANES * number)
                        .mapToObj(id -> Node.reply(node.post("m" + id, id)))
                        .toList();
            }));
        }

        for (int i = 0; i < all.size(); i++) {
            assertThat(all.get(i).result()).isEqualTo(all.get(i % LANES).result());
        }
        String[] each = IntStream.range(0, MESSAGES)
                .boxed()
                .flatMap(id -> Stream.of("first m" + id, "second m" + id))
                .toArray(String[]::new);
        assertThat(Stream.concat(a.ran().stream(), b.ran().stream())).containsExactlyInAnyOrder(each);
        assertThat(store.size()).isEqualTo(MESSAGES);
    }

    private Node node(String name, PayloadCipher cipher) {
        Node node = Node.of(name, store.store(), cipher, Node.PATIENCE, 1_000);
        nodes.add(node);
        return node;
    }

    private static PayloadCipher cipher(int filling) {
        byte[] key = new byte[AesGcmPayloadCipher.KEY_LENGTH];
        Arrays.fill(key, (byte) filling);
        return new AesGcmPayloadCipher(List.of(key));
    }
}
