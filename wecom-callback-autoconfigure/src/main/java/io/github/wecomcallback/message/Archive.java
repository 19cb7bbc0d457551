// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.message;

import org.jspecify.annotations.NullUnmarked;

/** Archiving of conversations (会话内容存档). Any field may be null. */
@NullUnmarked
public interface Archive extends WeComMessage {

    /**
     * 产生会话回调事件: there are new conversations to pull; rung every 15 seconds at most.
     *
     * @param payload all that came
     */
    @Discriminator(event = "msgaudit_notify")
    record MessagesArrived(Payload payload) implements Archive {
        @Override
        public String toString() {
            return Payload.describe(this);
        }
    }

    /**
     * 产生会话通知: there are new conversations to pull in the data zone.
     *
     * @param payload all that came
     * @param suiteId id of the suite
     * @param authCorpId corp that authorised the suite
     * @param token to pull them with, within 10 minutes
     */
    @Discriminator(event = "conversation_new_message")
    record ZoneMessagesArrived(Payload payload, String suiteId, String authCorpId, String token) implements Archive {
        @Override
        public String toString() {
            return Payload.describe(this);
        }
    }

    /**
     * 命中关键词通知: there are messages in which a keyword was found.
     *
     * @param payload all that came
     * @param suiteId id of the suite
     * @param authCorpId corp that authorised the suite
     * @param token to pull them with, within 10 minutes
     */
    @Discriminator(event = "hit_keyword")
    record KeywordHit(Payload payload, String suiteId, String authCorpId, String token) implements Archive {
        @Override
        public String toString() {
            return Payload.describe(this);
        }
    }

    /**
     * 会话内容导出完成通知: an export came to its end.
     *
     * @param payload all that came
     * @param suiteId id of the suite
     * @param authCorpId corp that authorised the suite
     * @param jobId id of the export
     */
    @Discriminator(event = "chat_archive_export_finished")
    record ExportFinished(Payload payload, String suiteId, String authCorpId, String jobId) implements Archive {
        @Override
        public String toString() {
            return Payload.describe(this);
        }
    }

    /**
     * 客户同意存档（单聊）: a customer agreed to the archiving of a chat with one member.
     *
     * @param payload all that came
     * @param suiteId id of the suite
     * @param authCorpId corp that authorised the suite
     * @param openUserId id of the member for the provider
     * @param externalUserId id of the customer
     */
    @Discriminator(event = "chat_archive_audit_approved_single")
    record SingleChatApproved(
            Payload payload, String suiteId, String authCorpId, String openUserId, String externalUserId)
            implements Archive {
        @Override
        public String toString() {
            return Payload.describe(this);
        }
    }

    /**
     * 客户同意存档（群聊）: a customer agreed to the archiving of a group.
     *
     * @param payload all that came
     * @param suiteId id of the suite
     * @param authCorpId corp that authorised the suite
     * @param openUserId id of the member for the provider
     * @param externalUserId id of the customer
     * @param chatId id of the group
     */
    @Discriminator(event = "chat_archive_audit_approved_room")
    record GroupChatApproved(
            Payload payload, String suiteId, String authCorpId, String openUserId, String externalUserId, String chatId)
            implements Archive {
        @Override
        public String toString() {
            return Payload.describe(this);
        }
    }
}
