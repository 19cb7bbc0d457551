// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.annotation;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.wecomcallback.account.AccountKind;
import io.github.wecomcallback.message.Payload;
import io.github.wecomcallback.message.WeComMessage;
import io.github.wecomcallback.support.Callbacks;
import io.github.wecomcallback.support.Catalogue;
import io.github.wecomcallback.support.Catalogue.Entry;
import io.github.wecomcallback.support.Urls;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Each composed annotation, held against the whole catalogue: what it lets through is what its name says. */
class ComposedAnnotationsTest {

    private final Handlers handlers = new Handlers();
    private final Callbacks callbacks = Callbacks.to(handlers)
            .accounts(Urls.accounts())
            .remember(Duration.ofNanos(1))
            .build();

    @Test
    void each_annotation_receives_what_its_name_says() {
        Catalogue.entries().forEach(this::send);

        handlers.seen.forEach((name, kinds) -> assertThat(kinds).as(name).containsExactlyElementsOf(wanted(name)));
        assertThat(handlers.seen).hasSize(handlers().length);
    }

    @Test
    void keys_can_be_named_with_and_without_a_wildcard() {
        send(click("order_7"));
        send(click("help"));
        send(click("other"));

        assertThat(handlers.clicks).containsExactly("help", "order_7");
    }

    private static Set<String> wanted(String method) {
        String kinds = switch (method) {
            case "text" -> "text";
            case "image" -> "image";
            case "voice" -> "voice";
            case "video" -> "video";
            case "location" -> "location";
            case "link" -> "link";
            case "file" -> "file";
            case "menuClick" -> "click";
            case "cardClick" -> "template_card_event";
            case "subscribed" -> "subscribe";
            case "unsubscribed" -> "unsubscribe";
            case "appEntered" -> "enter_agent";
            case "contactChanged" ->
                "change_contact/create_party change_contact/create_user change_contact/delete_party"
                        + " change_contact/delete_user change_contact/update_party change_contact/update_tag"
                        + " change_contact/update_user";
            case "userCreated" -> "change_contact/create_user";
            case "userUpdated" -> "change_contact/update_user";
            case "userDeleted" -> "change_contact/delete_user";
            case "departmentCreated" -> "change_contact/create_party";
            case "departmentUpdated" -> "change_contact/update_party";
            case "departmentDeleted" -> "change_contact/delete_party";
            case "tagUpdated" -> "change_contact/update_tag";
            case "batchJobFinished" -> "batch_job_result";
            case "externalContactChanged" ->
                "change_external_contact/add_external_contact change_external_contact/add_half_external_contact"
                        + " change_external_contact/del_external_contact change_external_contact/del_follow_user"
                        + " change_external_contact/edit_external_contact"
                        + " change_external_contact/msg_audit_approved change_external_contact/transfer_fail";
            case "externalContactAdded" -> "change_external_contact/add_external_contact";
            case "externalContactEdited" -> "change_external_contact/edit_external_contact";
            case "externalContactDeleted" -> "change_external_contact/del_external_contact";
            case "followerDeleted" -> "change_external_contact/del_follow_user";
            case "externalChatChanged" ->
                "change_external_chat/create change_external_chat/dismiss change_external_chat/update";
            case "externalTagChanged" ->
                "change_external_tag/create change_external_tag/delete change_external_tag/shuffle"
                        + " change_external_tag/update";
            case "approvalChanged" -> "open_approval_change sys_approval_change";
            case "suiteTicket" -> "suite_ticket";
            case "authorized" -> "create_auth";
            case "authorizationChanged" -> "change_auth";
            case "authorizationCancelled" -> "cancel_auth";
            default -> throw new AssertionError(method);
        };
        return new TreeSet<>(Arrays.asList(kinds.split(" ")));
    }

    private static Method[] handlers() {
        return Arrays.stream(Handlers.class.getDeclaredMethods())
                .filter(method -> Arrays.stream(method.getAnnotations())
                        .map(Annotation::annotationType)
                        .anyMatch(type -> type.getSimpleName().startsWith("On")))
                .filter(method -> !method.getName().equals("ordered"))
                .toArray(Method[]::new);
    }

    private void send(Entry entry) {
        send(entry.plaintext(), Urls.kindOf(entry.account()));
    }

    private void send(String plaintext) {
        send(plaintext, AccountKind.APP);
    }

    private void send(String plaintext, AccountKind kind) {
        assertThat(callbacks.post(kind.name(), Urls.deliver(kind, plaintext)).status())
                .as(() -> Payload.of(plaintext).kind().toString())
                .isEqualTo(200);
    }

    private static String click(String key) {
        return "<xml><MsgType>event</MsgType><Event>click</Event><EventKey>" + key + "</EventKey></xml>";
    }

    static class Handlers {

        private final TreeMap<String, Set<String>> seen = new TreeMap<>();
        private final Set<String> clicks = new TreeSet<>();

        private void saw(String handler, WeComMessage message) {
            seen.computeIfAbsent(handler, name -> new TreeSet<>())
                    .add(message.kind().toString());
        }

        @OnMenuClick({"order_*", "help"})
        void ordered(WeComMessage message) {
            clicks.add(message.eventKey());
        }

        @OnAppEntered
        void appEntered(WeComMessage message) {
            saw("appEntered", message);
        }

        @OnApprovalChanged
        void approvalChanged(WeComMessage message) {
            saw("approvalChanged", message);
        }

        @OnAuthorizationCancelled
        void authorizationCancelled(WeComMessage message) {
            saw("authorizationCancelled", message);
        }

        @OnAuthorizationChanged
        void authorizationChanged(WeComMessage message) {
            saw("authorizationChanged", message);
        }

        @OnAuthorized
        void authorized(WeComMessage message) {
            saw("authorized", message);
        }

        @OnBatchJobFinished
        void batchJobFinished(WeComMessage message) {
            saw("batchJobFinished", message);
        }

        @OnCardClick
        void cardClick(WeComMessage message) {
            saw("cardClick", message);
        }

        @OnContactChanged
        void contactChanged(WeComMessage message) {
            saw("contactChanged", message);
        }

        @OnDepartmentCreated
        void departmentCreated(WeComMessage message) {
            saw("departmentCreated", message);
        }

        @OnDepartmentDeleted
        void departmentDeleted(WeComMessage message) {
            saw("departmentDeleted", message);
        }

        @OnDepartmentUpdated
        void departmentUpdated(WeComMessage message) {
            saw("departmentUpdated", message);
        }

        @OnExternalChatChanged
        void externalChatChanged(WeComMessage message) {
            saw("externalChatChanged", message);
        }

        @OnExternalContactAdded
        void externalContactAdded(WeComMessage message) {
            saw("externalContactAdded", message);
        }

        @OnExternalContactChanged
        void externalContactChanged(WeComMessage message) {
            saw("externalContactChanged", message);
        }

        @OnExternalContactDeleted
        void externalContactDeleted(WeComMessage message) {
            saw("externalContactDeleted", message);
        }

        @OnExternalContactEdited
        void externalContactEdited(WeComMessage message) {
            saw("externalContactEdited", message);
        }

        @OnExternalTagChanged
        void externalTagChanged(WeComMessage message) {
            saw("externalTagChanged", message);
        }

        @OnFile
        void file(WeComMessage message) {
            saw("file", message);
        }

        @OnFollowerDeleted
        void followerDeleted(WeComMessage message) {
            saw("followerDeleted", message);
        }

        @OnImage
        void image(WeComMessage message) {
            saw("image", message);
        }

        @OnLink
        void link(WeComMessage message) {
            saw("link", message);
        }

        @OnLocation
        void location(WeComMessage message) {
            saw("location", message);
        }

        @OnMenuClick
        void menuClick(WeComMessage message) {
            saw("menuClick", message);
        }

        @OnSubscribed
        void subscribed(WeComMessage message) {
            saw("subscribed", message);
        }

        @OnSuiteTicket
        void suiteTicket(WeComMessage message) {
            saw("suiteTicket", message);
        }

        @OnTagUpdated
        void tagUpdated(WeComMessage message) {
            saw("tagUpdated", message);
        }

        @OnText
        void text(WeComMessage message) {
            saw("text", message);
        }

        @OnUnsubscribed
        void unsubscribed(WeComMessage message) {
            saw("unsubscribed", message);
        }

        @OnUserCreated
        void userCreated(WeComMessage message) {
            saw("userCreated", message);
        }

        @OnUserDeleted
        void userDeleted(WeComMessage message) {
            saw("userDeleted", message);
        }

        @OnUserUpdated
        void userUpdated(WeComMessage message) {
            saw("userUpdated", message);
        }

        @OnVideo
        void video(WeComMessage message) {
            saw("video", message);
        }

        @OnVoice
        void voice(WeComMessage message) {
            saw("voice", message);
        }
    }
}
