// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.message;

import lombok.Getter;
import lombok.RequiredArgsConstructor;
import lombok.experimental.Accessors;
import org.jspecify.annotations.NullUnmarked;

/** What a program inside the data zone (数据与智能专区) is told. Any field may be null. */
@NullUnmarked
public interface DataZone extends WeComMessage {

    /**
     * 客户同意存档（单聊）: a customer agreed that a single chat is archived.
     *
     * @param payload all that came
     * @param userId user id of the member
     * @param externalUserId id of the customer
     */
    @Discriminator(source = Source.DATA_ZONE, event = "chat_archive_audit_approved_single")
    record ChatArchiveApproved(
            Payload payload,
            @Field("chat_archive_audit_approved.userid") String userId,

            @Field("chat_archive_audit_approved.external_userid")
            String externalUserId)
            implements DataZone {
        @Override
        public String toString() {
            return Payload.describe(this);
        }
    }

    /**
     * 客户同意存档（群聊）: a customer agreed that a group is archived.
     *
     * @param payload all that came
     * @param userId user id of the member
     * @param externalUserId id of the customer
     * @param chatId id of the group
     */
    @Discriminator(source = Source.DATA_ZONE, event = "chat_archive_audit_approved_room")
    record RoomArchiveApproved(
            Payload payload,
            @Field("chat_archive_audit_approved.userid") String userId,

            @Field("chat_archive_audit_approved.external_userid")
            String externalUserId,

            @Field("chat_archive_audit_approved.chatid") String chatId)
            implements DataZone {
        @Override
        public String toString() {
            return Payload.describe(this);
        }
    }

    /**
     * 产生会话事件: there are new conversations to pull.
     *
     * @param payload all that came
     * @param token token to pull them with
     */
    @Discriminator(source = Source.DATA_ZONE, event = "conversation_new_message")
    record NewConversations(
            Payload payload,
            @Field("conversation_new_message.token") String token) implements DataZone {
        @Override
        public String toString() {
            return Payload.describe(this);
        }
    }

    /**
     * 命中关键词事件: conversations hit a rule about keywords.
     *
     * @param payload all that came
     * @param token token to pull them with
     */
    @Discriminator(source = Source.DATA_ZONE, event = "hit_keyword")
    record KeywordHit(
            Payload payload, @Field("hit_keyword.token") String token) implements DataZone {
        @Override
        public String toString() {
            return Payload.describe(this);
        }
    }

    /**
     * 授权知识集: a knowledge base may be used.
     *
     * @param payload all that came
     * @param knowledgeBaseId id of the knowledge base
     * @param knowledgeBaseName its name
     */
    @Discriminator(source = Source.DATA_ZONE, event = "auth_knowledge_base")
    record KnowledgeBaseGranted(
            Payload payload,
            @Field("auth_knowledge_base.knowledge_base_id") String knowledgeBaseId,

            @Field("auth_knowledge_base.knowledge_base_name")
            String knowledgeBaseName)
            implements DataZone {
        @Override
        public String toString() {
            return Payload.describe(this);
        }
    }

    /**
     * 取消授权知识集: a knowledge base may no longer be used.
     *
     * @param payload all that came
     * @param knowledgeBaseId id of the knowledge base
     * @param knowledgeBaseName its name
     */
    @Discriminator(source = Source.DATA_ZONE, event = "unauth_knowledge_base")
    record KnowledgeBaseRevoked(
            Payload payload,

            @Field("unauth_knowledge_base.knowledge_base_id")
            String knowledgeBaseId,

            @Field("unauth_knowledge_base.knowledge_base_name")
            String knowledgeBaseName)
            implements DataZone {
        @Override
        public String toString() {
            return Payload.describe(this);
        }
    }

    /**
     * 删除知识集: a knowledge base was deleted.
     *
     * @param payload all that came
     * @param knowledgeBaseId id of the knowledge base
     * @param knowledgeBaseName its name
     */
    @Discriminator(source = Source.DATA_ZONE, event = "delete_knowledge_base")
    record KnowledgeBaseDeleted(
            Payload payload,

            @Field("delete_knowledge_base.knowledge_base_id")
            String knowledgeBaseId,

            @Field("delete_knowledge_base.knowledge_base_name")
            String knowledgeBaseName)
            implements DataZone {
        @Override
        public String toString() {
            return Payload.describe(this);
        }
    }

    /**
     * 知识集学习完成: a document of a knowledge base was learned, or could not be.
     *
     * @param payload all that came
     * @param knowledgeBaseId id of the knowledge base
     * @param knowledgeBaseName its name
     * @param docId id of the document
     * @param learnStatus how it went
     */
    @Discriminator(source = Source.DATA_ZONE, event = "knowledge_base_learn_done")
    record KnowledgeBaseLearned(
            Payload payload,

            @Field("knowledge_base_learn_done.knowledge_base_id")
            String knowledgeBaseId,

            @Field("knowledge_base_learn_done.knowledge_base_name")
            String knowledgeBaseName,

            @Field("knowledge_base_learn_done.doc_id") String docId,
            @Field("knowledge_base_learn_done.learn_status") Coded<LearnStatus> learnStatus)
            implements DataZone {
        @Override
        public String toString() {
            return Payload.describe(this);
        }
    }

    /**
     * 会话导出完成: an export of conversations came to its end.
     *
     * @param payload all that came
     * @param jobId id of the export
     */
    @Discriminator(source = Source.DATA_ZONE, event = "chat_archive_export_finished")
    record ChatArchiveExported(
            Payload payload,
            @Field("chat_archive_export_finished.jobid") String jobId) implements DataZone {
        @Override
        public String toString() {
            return Payload.describe(this);
        }
    }

    /** How the learning of a document went. */
    @Getter
    @Accessors(fluent = true)
    @RequiredArgsConstructor
    enum LearnStatus implements WireCode {
        /** A code that this version does not know. */
        UNKNOWN(""),
        /** It failed. */
        FAILED("0"),
        /** It was learned. */
        LEARNED("1");

        private final String code;
    }
}
