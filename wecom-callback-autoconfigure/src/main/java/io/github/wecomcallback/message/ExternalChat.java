// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.message;

import java.util.List;
import lombok.Getter;
import lombok.RequiredArgsConstructor;
import lombok.experimental.Accessors;
import org.jspecify.annotations.NullUnmarked;

/** Groups with customers are created, change and end. Any field may be null. */
@NullUnmarked
public interface ExternalChat extends WeComMessage {

    /**
     * 客户群创建: a group was created.
     *
     * @param payload all that came
     * @param chatId id of the group
     * @param suiteId id of the suite; null on an app's own URL
     * @param authCorpId corp that authorised the suite; null on an app's own URL
     */
    @Discriminator(event = "change_external_chat", changeType = "create")
    record Created(Payload payload, String chatId, String suiteId, String authCorpId) implements ExternalChat {
        @Override
        public String toString() {
            return Payload.describe(this);
        }
    }

    /**
     * 客户群变更: members, owner, name or notice of a group changed.
     *
     * @param payload all that came
     * @param chatId id of the group
     * @param updateDetail what changed
     * @param joinScene how members joined: 0 invited, 3 by a code
     * @param quitScene how members left: 0 by themselves, 1 removed
     * @param memChangeCnt number of members that joined or left
     * @param memChangeList ids of the members that joined or left
     * @param lastMemVer version of the member list before
     * @param curMemVer version of the member list after
     * @param suiteId id of the suite; null on an app's own URL
     * @param authCorpId corp that authorised the suite; null on an app's own URL
     */
    @Discriminator(event = "change_external_chat", changeType = "update")
    record Updated(
            Payload payload,
            String chatId,
            Coded<Change> updateDetail,
            Integer joinScene,
            Integer quitScene,
            Integer memChangeCnt,
            List<String> memChangeList,
            String lastMemVer,
            String curMemVer,
            String suiteId,
            String authCorpId)
            implements ExternalChat {
        @Override
        public String toString() {
            return Payload.describe(this);
        }
    }

    /**
     * 客户群解散: a group was dissolved.
     *
     * @param payload all that came
     * @param chatId id of the group
     * @param suiteId id of the suite; null on an app's own URL
     * @param authCorpId corp that authorised the suite; null on an app's own URL
     */
    @Discriminator(event = "change_external_chat", changeType = "dismiss")
    record Dismissed(Payload payload, String chatId, String suiteId, String authCorpId) implements ExternalChat {
        @Override
        public String toString() {
            return Payload.describe(this);
        }
    }

    /** What changed in a group. */
    @Getter
    @Accessors(fluent = true)
    @RequiredArgsConstructor
    enum Change implements WireCode {
        /** A code that this version does not know. */
        UNKNOWN(""),
        /** Members joined. */
        MEMBER_ADDED("add_member"),
        /** Members left. */
        MEMBER_DELETED("del_member"),
        /** Another owner. */
        OWNER_CHANGED("change_owner"),
        /** Another name. */
        NAME_CHANGED("change_name"),
        /** Another notice. */
        NOTICE_CHANGED("change_notice");

        private final String code;
    }
}
