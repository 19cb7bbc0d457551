// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.message;

import lombok.Getter;
import lombok.RequiredArgsConstructor;
import lombok.experimental.Accessors;
import org.jspecify.annotations.NullUnmarked;

/** Applications of members for accounts with advanced features (高级功能账号). Any field may be null. */
@NullUnmarked
public interface VipAccount extends WeComMessage {

    /**
     * 提交高级功能账号申请事件: a member applied for an account.
     *
     * @param payload all that came
     * @param applyId id of the application
     * @param businessType what the account is for
     * @param applyReason reason that the member gave
     */
    @Discriminator(event = "submit_vip_account_approval")
    record ApplicationSubmitted(Payload payload, String applyId, Coded<BusinessType> businessType, String applyReason)
            implements VipAccount {
        @Override
        public String toString() {
            return Payload.describe(this);
        }
    }

    /**
     * 高级功能账号申请处理完成事件: an application was decided on.
     *
     * @param payload all that came
     * @param applyId id of the application
     * @param finishType how it was decided
     */
    @Discriminator(event = "finish_vip_account_approval")
    record ApplicationFinished(Payload payload, String applyId, Coded<FinishType> finishType) implements VipAccount {
        @Override
        public String toString() {
            return Payload.describe(this);
        }
    }

    /** What an account is for. */
    @Getter
    @Accessors(fluent = true)
    @RequiredArgsConstructor
    enum BusinessType implements WireCode {
        /** A code that this version does not know. */
        UNKNOWN(""),
        /** Mail. */
        MAIL("1"),
        /** Documents. */
        DOCUMENT("2"),
        /** Drive. */
        DRIVE("3"),
        /** Meetings. */
        MEETING("4");

        private final String code;
    }

    /** How an application was decided. */
    @Getter
    @Accessors(fluent = true)
    @RequiredArgsConstructor
    enum FinishType implements WireCode {
        /** A code that this version does not know. */
        UNKNOWN(""),
        /** It was rejected. */
        REJECTED("1"),
        /** The member got an account. */
        ASSIGNED("2"),
        /** It was deleted. */
        DELETED("3");

        private final String code;
    }
}
