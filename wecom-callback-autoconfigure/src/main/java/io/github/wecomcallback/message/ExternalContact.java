// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.message;

import lombok.Getter;
import lombok.RequiredArgsConstructor;
import lombok.experimental.Accessors;
import org.jspecify.annotations.NullUnmarked;

/** Members and customers become contacts, or cease to be. Any field may be null. */
@NullUnmarked
public interface ExternalContact extends WeComMessage {

    /**
     * 添加企业客户: a member and a customer became contacts.
     *
     * @param payload all that came
     * @param userId user id of the member
     * @param externalUserId id of the customer
     * @param state state of the contact code that was used, up to 30 characters
     * @param welcomeCode lets one welcome message be sent within some 20 seconds; null when none may be
     * @param suiteId id of the suite; null on an app's own URL
     * @param authCorpId corp that authorised the suite; null on an app's own URL
     */
    @Discriminator(event = "change_external_contact", changeType = "add_external_contact")
    record Added(
            Payload payload,
            String userId,
            String externalUserId,
            String state,
            String welcomeCode,
            String suiteId,
            String authCorpId)
            implements ExternalContact {
        @Override
        public String toString() {
            return Payload.describe(this);
        }
    }

    /**
     * 编辑企业客户: a member changed remark, tags or the like of a customer.
     *
     * @param payload all that came
     * @param userId user id of the member
     * @param externalUserId id of the customer
     * @param state state of the contact code that was used, up to 30 characters
     * @param suiteId id of the suite; null on an app's own URL
     * @param authCorpId corp that authorised the suite; null on an app's own URL
     */
    @Discriminator(event = "change_external_contact", changeType = "edit_external_contact")
    record Edited(
            Payload payload, String userId, String externalUserId, String state, String suiteId, String authCorpId)
            implements ExternalContact {
        @Override
        public String toString() {
            return Payload.describe(this);
        }
    }

    /**
     * 外部联系人免验证添加成员: a customer added a member without being asked, and was not yet added back.
     *
     * @param payload all that came
     * @param userId user id of the member
     * @param externalUserId id of the customer
     * @param state state of the contact code that was used, up to 30 characters
     * @param welcomeCode lets one welcome message be sent within some 20 seconds; null when none may be
     * @param suiteId id of the suite; null on an app's own URL
     * @param authCorpId corp that authorised the suite; null on an app's own URL
     */
    @Discriminator(event = "change_external_contact", changeType = "add_half_external_contact")
    record HalfAdded(
            Payload payload,
            String userId,
            String externalUserId,
            String state,
            String welcomeCode,
            String suiteId,
            String authCorpId)
            implements ExternalContact {
        @Override
        public String toString() {
            return Payload.describe(this);
        }
    }

    /**
     * 删除企业客户: a member deleted a customer.
     *
     * @param payload all that came
     * @param userId user id of the member
     * @param externalUserId id of the customer
     * @param source {@code DELETE_BY_TRANSFER} when a hand-over did it
     * @param suiteId id of the suite; null on an app's own URL
     * @param authCorpId corp that authorised the suite; null on an app's own URL
     */
    @Discriminator(event = "change_external_contact", changeType = "del_external_contact")
    record Deleted(
            Payload payload, String userId, String externalUserId, String source, String suiteId, String authCorpId)
            implements ExternalContact {
        @Override
        public String toString() {
            return Payload.describe(this);
        }
    }

    /**
     * 删除跟进成员: a customer deleted the member.
     *
     * @param payload all that came
     * @param userId user id of the member
     * @param externalUserId id of the customer
     * @param suiteId id of the suite; null on an app's own URL
     * @param authCorpId corp that authorised the suite; null on an app's own URL
     */
    @Discriminator(event = "change_external_contact", changeType = "del_follow_user")
    record FollowerDeleted(Payload payload, String userId, String externalUserId, String suiteId, String authCorpId)
            implements ExternalContact {
        @Override
        public String toString() {
            return Payload.describe(this);
        }
    }

    /**
     * 客户接替失败: a customer could not be handed over.
     *
     * @param payload all that came
     * @param userId user id of the member
     * @param externalUserId id of the customer
     * @param failReason why not
     * @param suiteId id of the suite; null on an app's own URL
     * @param authCorpId corp that authorised the suite; null on an app's own URL
     */
    @Discriminator(event = "change_external_contact", changeType = "transfer_fail")
    record TransferFailed(
            Payload payload,
            String userId,
            String externalUserId,
            Coded<FailReason> failReason,
            String suiteId,
            String authCorpId)
            implements ExternalContact {
        @Override
        public String toString() {
            return Payload.describe(this);
        }
    }

    /**
     * 客户同意进行聊天内容存档: a customer agreed to the archiving of the conversation.
     *
     * @param payload all that came
     * @param userId user id of the member
     * @param externalUserId id of the customer
     * @param welcomeCode lets one welcome message be sent within some 20 seconds; null when none may be
     */
    @Discriminator(event = "change_external_contact", changeType = "msg_audit_approved")
    record ArchivingApproved(Payload payload, String userId, String externalUserId, String welcomeCode)
            implements ExternalContact {
        @Override
        public String toString() {
            return Payload.describe(this);
        }
    }

    /** Why a customer could not be handed over. */
    @Getter
    @Accessors(fluent = true)
    @RequiredArgsConstructor
    enum FailReason implements WireCode {
        /** A code that this version does not know. */
        UNKNOWN(""),
        /** The customer refused. */
        CUSTOMER_REFUSED("customer_refused"),
        /** The member has as many customers as are allowed. */
        CUSTOMER_LIMIT_EXCEEDED("customer_limit_exceed");

        private final String code;
    }
}
