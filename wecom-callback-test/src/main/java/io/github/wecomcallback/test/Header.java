// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.test;

import io.github.wecomcallback.message.Payload;
import io.github.wecomcallback.message.Source;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where a family of payloads keeps what makes one differ from another.
 *
 * @param sender who sent it; empty where nobody is named
 * @param id what is unique to it; empty where nothing is
 * @param times when it was created, of which a payload has one
 */
record Header(String sender, String id, List<String> times) {

    private static final Header APP = new Header("FromUserName", "MsgId", List.of("CreateTime", "TimeStamp"));
    private static final Header BOT = new Header("from.userid", "msgid", List.of("create_time"));
    private static final Header GROUP_BOT = new Header("From.UserId", "MsgId", List.of());
    private static final Header KF = new Header("external_userid", "msgid", List.of("send_time"));
    private static final Header DEVICE_CLOUD = new Header("", "base_info.req_id", List.of("base_info.createtime"));
    private static final Header DATA_ZONE = new Header("", "", List.of("timestamp"));
    private static final Header EXTERNAL_PAY = new Header("", "id", List.of("create_time"));

    static Header of(Payload payload) {
        Source source = payload.kind().source();
        return switch (source) {
            case APP, MINI_PROGRAM -> APP;
            case BOT -> BOT;
            case GROUP_BOT -> GROUP_BOT;
            case KF -> KF;
            case DEVICE_CLOUD -> DEVICE_CLOUD;
            case DATA_ZONE -> DATA_ZONE;
            case EXTERNAL_PAY -> EXTERNAL_PAY;
        };
    }

    /** Where this payload says when it was created, or nothing. */
    Optional<String> time(Payload payload) {
        return times.stream().filter(payload::has).findFirst();
    }

    /** The fields that two payloads must not have in common, lest they be taken for one. */
    Stream<String> unique() {
        return Stream.concat(Stream.of(id), times.stream()).filter(path -> !path.isEmpty());
    }
}
