// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.wecomcallback.support.WeCom;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class MessageTypesTest {

    /**
     * Components that no sample fills: empty by nature, of a servicer's or a group's messages only, or of kinds whose
     * shape nobody has confirmed.
     */
    private static final Set<String> NOT_IN_SAMPLES = Set.of(
            "AppEvent.Subscribed.eventKey",
            "AppEvent.Unsubscribed.eventKey",
            "Bot.FeedbackGiven.chatId",
            "Bot.File.chatId",
            "Bot.Image.chatId",
            "Bot.StreamPolled.chatId",
            "Bot.Video.chatId",
            "Bot.Voice.chatId",
            "Kf.Channels.servicerUserId",
            "Kf.ChatRecord.servicerUserId",
            "Kf.File.servicerUserId",
            "Kf.Image.servicerUserId",
            "Kf.Link.servicerUserId",
            "Kf.Location.servicerUserId",
            "Kf.Meeting.meeting",
            "Kf.Meeting.servicerUserId",
            "Kf.MiniProgramPage.servicerUserId",
            "Kf.Note.note",
            "Kf.Note.servicerUserId",
            "Kf.Schedule.schedule",
            "Kf.Schedule.servicerUserId",
            "Kf.ShopOrder.servicerUserId",
            "Kf.ShopProduct.servicerUserId",
            "Kf.Text.servicerUserId",
            "Kf.Video.servicerUserId",
            "Kf.Voice.servicerUserId");

    static List<Class<? extends Record>> records() {
        return MessageTypes.records();
    }

    @Test
    void every_record_is_the_type_of_a_sample() {
        Set<Class<?>> typed = typedSamples().stream().map(Object::getClass).collect(Collectors.toSet());

        assertThat(typed).containsAll(records());
    }

    @Test
    void every_component_is_filled_by_a_sample() {
        Set<String> unfilled = new TreeSet<>();
        Set<String> filled = new HashSet<>();
        for (WeComMessage message : typedSamples()) {
            Components.of(message).forEach((name, value) -> {
                String component = message.getClass().getEnclosingClass().getSimpleName() + "."
                        + message.getClass().getSimpleName() + "." + name;
                (value == null || value.equals(List.of()) ? unfilled : filled).add(component);
            });
        }
        unfilled.removeAll(filled);

        assertThat(unfilled).isEqualTo(NOT_IN_SAMPLES);
    }

    @ParameterizedTest
    @MethodSource("records")
    void a_record_is_found_by_each_of_its_kinds(Class<? extends Record> type) {
        assertThat(MessageTypes.kindsOf(type))
                .isNotEmpty()
                .allSatisfy(kind -> assertThat(MessageTypes.recordFor(kind)).isEqualTo(type));
    }

    @ParameterizedTest
    @MethodSource("records")
    void a_record_is_a_message_that_keeps_its_payload(Class<? extends Record> type) {
        Payload payload = Payload.of("<xml/>");

        assertThat(payload.as(type))
                .isInstanceOfSatisfying(
                        WeComMessage.class,
                        message -> assertThat(message.payload()).isSameAs(payload));
    }

    @Test
    void the_kinds_of_a_domain_are_those_of_its_records() {
        assertThat(MessageTypes.kindsOf(ExternalChat.class))
                .containsExactlyInAnyOrder(
                        new MessageKind(Source.APP, "event", "change_external_chat", "create"),
                        new MessageKind(Source.APP, "event", "change_external_chat", "update"),
                        new MessageKind(Source.APP, "event", "change_external_chat", "dismiss"));
    }

    @Test
    void other_types_have_no_kinds() {
        record Own() {}

        assertThat(MessageTypes.kindsOf(WeComMessage.class)).isEmpty();
        assertThat(MessageTypes.kindsOf(Payload.class)).isEmpty();
        assertThat(MessageTypes.kindsOf(String.class)).isEmpty();
        assertThat(MessageTypes.kindsOf(Own.class)).isEmpty();
        assertThat(MessageTypes.kindsOf(Contact.Attribute.class)).isEmpty();
    }

    @Test
    void a_record_of_the_applications_own_has_the_kinds_that_it_declares() {
        @Discriminator(event = "new")
        @Discriminator(source = Source.BOT, type = "text")
        record Own() {}

        assertThat(MessageTypes.kindsOf(Own.class))
                .containsExactlyInAnyOrder(
                        new MessageKind(Source.APP, "event", "new", ""), new MessageKind(Source.BOT, "text", "", ""));
    }

    record Bindable(String name, List<Bindable> children, Coded<Contact.Gender> gender) {}

    record Unbindable(Object anything) {}

    record UnbindableInside(String name, Unbindable unbindable) {}

    record UnbindableInLists(List<UnbindableInside> list) {}

    @ParameterizedTest
    @ValueSource(classes = {Unbindable.class, UnbindableInside.class, UnbindableInLists.class})
    void a_component_that_no_field_can_be_bound_to_is_found_out_however_deep(Class<? extends Record> type) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MessageTypes.requireBindable(type))
                .withMessageStartingWith("The component 'anything' of " + Unbindable.class.getName() + " has a type");
    }

    enum Direction implements WireCode {
        NORTH;

        @Override
        public String code() {
            return "N";
        }
    }

    record Compass(List<Coded<Direction>> directions) {}

    record Ship(Compass compass) {}

    @ParameterizedTest
    @ValueSource(classes = {Compass.class, Ship.class})
    void codes_without_a_constant_for_unknown_ones_are_found_out(Class<? extends Record> type) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MessageTypes.requireBindable(type))
                .withMessage("The codes " + Direction.class.getName()
                        + " have no constant UNKNOWN. Add one: it stands for what the platform may add.");
    }

    @Test
    void what_can_be_bound_is_let_pass() {
        List<Class<? extends Record>> types = new ArrayList<>(MessageTypes.records());
        types.add(Bindable.class);

        assertThat(types)
                .allSatisfy(type ->
                        assertThatCode(() -> MessageTypes.requireBindable(type)).doesNotThrowAnyException());
    }

    private static List<WeComMessage> typedSamples() {
        return WeCom.samples().stream()
                .map(sample -> Payload.of(WeCom.sample(sample)).typed())
                .filter(message -> !(message instanceof Payload))
                .toList();
    }
}
