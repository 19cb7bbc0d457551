// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.message;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The table from discriminator to record. It is read off the records themselves: a new type is one more record in its
 * domain's file, and a new domain one more name here.
 */
public final class MessageTypes {

    private MessageTypes() {}

    /** All typed messages that come with this library. */
    public static List<Class<? extends Record>> records() {
        return Domains.ALL.stream().flatMap(MessageTypes::recordsOf).toList();
    }

    private static Stream<Class<? extends Record>> recordsOf(Class<?> domain) {
        return Arrays.stream(domain.getDeclaredClasses())
                .filter(type -> type.isAnnotationPresent(Discriminator.class)
                        || type.isAnnotationPresent(Discriminator.All.class))
                .map(type -> type.asSubclass(Record.class));
    }

    /** The record for payloads of this kind, or null when there is none. */
    public static @Nullable Class<? extends Record> recordFor(MessageKind kind) {
        return Table.RECORDS.get(kind);
    }

    /** Loads all records, lest the first callback wait for it. */
    public static void load() {
        Table.RECORDS.size();
    }

    /**
     * The kinds of payload that a type stands for: those of a record, or of all records of a domain such as {@link
     * Contact}. Empty for a type that says nothing about it.
     */
    public static Set<MessageKind> kindsOf(Class<?> type) {
        if (type.isRecord()) {
            return declaredKinds(type).collect(Collectors.toUnmodifiableSet());
        }
        return isDomain(type)
                ? recordsOf(type).flatMap(MessageTypes::declaredKinds).collect(Collectors.toUnmodifiableSet())
                : Set.of();
    }

    /**
     * Makes sure that payloads can be bound to a record, so that it need not be found out with the first of them.
     *
     * @throws IllegalArgumentException when a component, be it of a record inside the record, has a type that no field can
     *     be bound to
     */
    public static void requireBindable(Class<? extends Record> type) {
        RecordBinder.prepare(type);
    }

    /** Told without the list: that would load them all. */
    private static boolean isDomain(Class<?> type) {
        return type.isInterface() && type.getPackage() == MessageTypes.class.getPackage();
    }

    private static Stream<MessageKind> declaredKinds(Class<?> type) {
        return Arrays.stream(type.getAnnotationsByType(Discriminator.class))
                .map(declared ->
                        new MessageKind(declared.source(), declared.type(), declared.event(), declared.changeType()));
    }

    /** Where the records are. */
    private static final class Domains {

        static final List<Class<? extends WeComMessage>> ALL = List.of(
                UserMessage.class,
                Menu.class,
                Card.class,
                AppEvent.class,
                Contact.class,
                ExternalContact.class,
                ExternalChat.class,
                ExternalTag.class,
                CustomerAcquisition.class,
                School.class,
                Chain.class,
                Approval.class,
                ApprovalProcess.class,
                Calendar.class,
                Schedule.class,
                Meeting.class,
                MeetingMember.class,
                MeetingRecording.class,
                MeetingRoom.class,
                Living.class,
                Doc.class,
                SmartSheet.class,
                WeDrive.class,
                Mail.class,
                VipAccount.class,
                Archive.class,
                KfAccount.class,
                Suite.class,
                AppOrder.class,
                License.class,
                Provider.class,
                Device.class,
                Bot.class,
                GroupBot.class,
                MiniProgram.class,
                Kf.class,
                DeviceCloud.class,
                DataZone.class,
                ExternalPay.class);
    }

    /** Made when it is first asked for, and so not at start: it loads all the records there are. */
    private static final class Table {

        private static final Map<MessageKind, Class<? extends Record>> RECORDS = new HashMap<>();

        static {
            for (Class<? extends Record> type : records()) {
                for (MessageKind kind : declaredKinds(type).toList()) {
                    if (RECORDS.put(kind, type) != null) {
                        throw new IllegalStateException("Two records for " + kind);
                    }
                }
            }
        }
    }
}
