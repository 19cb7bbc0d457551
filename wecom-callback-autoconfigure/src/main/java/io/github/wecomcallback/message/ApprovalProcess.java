// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.message;

import java.time.Instant;
import java.util.List;
import lombok.Getter;
import lombok.RequiredArgsConstructor;
import lombok.experimental.Accessors;
import org.jspecify.annotations.NullUnmarked;

/** Applications that an app submitted to WeCom's approval engine. Any field may be null. */
@NullUnmarked
public interface ApprovalProcess extends WeComMessage {

    /**
     * 审批状态通知事件: an application was submitted, decided on or withdrawn.
     *
     * @param payload all that came
     * @param thirdNo number that the app gave the application
     * @param templateName name of the template
     * @param templateId id of the template
     * @param status state of the application
     * @param applyTime when it was submitted
     * @param applicantName name of the applicant
     * @param applicantUserId user id of the applicant
     * @param applicantDepartment department of the applicant
     * @param applicantImage address of the avatar of the applicant
     * @param nodes who decides, step by step
     * @param notified who gets a copy
     * @param currentStep index of the step that it has reached
     */
    @Discriminator(event = "open_approval_change")
    record StatusChanged(
            Payload payload,
            @Field("ApprovalInfo.ThirdNo") String thirdNo,
            @Field("ApprovalInfo.OpenSpName") String templateName,
            @Field("ApprovalInfo.OpenTemplateId") String templateId,
            @Field("ApprovalInfo.OpenSpStatus") Coded<Status> status,
            @Field("ApprovalInfo.ApplyTime") Instant applyTime,
            @Field("ApprovalInfo.ApplyUserName") String applicantName,
            @Field("ApprovalInfo.ApplyUserId") String applicantUserId,
            @Field("ApprovalInfo.ApplyUserParty") String applicantDepartment,
            @Field("ApprovalInfo.ApplyUserImage") String applicantImage,
            @Field("ApprovalInfo.ApprovalNodes") List<Node> nodes,
            @Field("ApprovalInfo.NotifyNodes") List<Recipient> notified,
            @Field("ApprovalInfo.ApproverStep") Integer currentStep)
            implements ApprovalProcess {
        @Override
        public String toString() {
            return Payload.describe(this);
        }
    }

    /**
     * One step, at which one or more members decide.
     *
     * @param status state of the step
     * @param approverMode whose consent is needed
     * @param type how the approvers were chosen
     * @param approvers who decides
     */
    record Node(
            @Field("NodeStatus") Coded<NodeStatus> status,
            @Field("NodeAttr") Coded<ApproverMode> approverMode,
            @Field("NodeType") Coded<NodeType> type,
            @Field("Items") List<Approver> approvers) {
        @Override
        public String toString() {
            return getClass().getSimpleName();
        }
    }

    /**
     * One member who decides.
     *
     * @param name name
     * @param userId user id
     * @param department department; in older payloads only
     * @param image address of the avatar
     * @param status how the member decided
     * @param comment what the member wrote
     * @param time when; 1970 while undecided
     */
    record Approver(
            @Field("ItemName") String name,
            @Field("ItemUserId") String userId,
            @Field("ItemParty") String department,
            @Field("ItemImage") String image,
            @Field("ItemStatus") Coded<NodeStatus> status,
            @Field("ItemSpeech") String comment,
            @Field("ItemOpTime") Instant time) {
        @Override
        public String toString() {
            return getClass().getSimpleName();
        }
    }

    /**
     * One member who gets a copy.
     *
     * @param name name
     * @param userId user id
     * @param department department; in older payloads only
     * @param image address of the avatar
     */
    record Recipient(
            @Field("ItemName") String name,
            @Field("ItemUserId") String userId,
            @Field("ItemParty") String department,
            @Field("ItemImage") String image) {
        @Override
        public String toString() {
            return getClass().getSimpleName();
        }
    }

    /** State of an application. */
    @Getter
    @Accessors(fluent = true)
    @RequiredArgsConstructor
    enum Status implements WireCode {
        /** A code that this version does not know. */
        UNKNOWN(""),
        /** Not yet decided. */
        IN_PROGRESS("1"),
        /** Approved. */
        APPROVED("2"),
        /** Rejected. */
        REJECTED("3"),
        /** Withdrawn by the applicant. */
        WITHDRAWN("4");

        private final String code;
    }

    /** State of a step, or decision of one member. */
    @Getter
    @Accessors(fluent = true)
    @RequiredArgsConstructor
    enum NodeStatus implements WireCode {
        /** A code that this version does not know. */
        UNKNOWN(""),
        /** Not yet decided. */
        PENDING("1"),
        /** Approved. */
        APPROVED("2"),
        /** Rejected. */
        REJECTED("3"),
        /** Passed on to another member. */
        TRANSFERRED("4");

        private final String code;
    }

    /** Whose consent a step needs. */
    @Getter
    @Accessors(fluent = true)
    @RequiredArgsConstructor
    enum ApproverMode implements WireCode {
        /** A code that this version does not know. */
        UNKNOWN(""),
        /** One member suffices. */
        ANY("1"),
        /** All members. */
        ALL("2");

        private final String code;
    }

    /** How the approvers of a step were chosen. */
    @Getter
    @Accessors(fluent = true)
    @RequiredArgsConstructor
    enum NodeType implements WireCode {
        /** A code that this version does not know. */
        UNKNOWN(""),
        /** Certain members. */
        MEMBER("1"),
        /** Whoever has a tag. */
        TAG("2"),
        /** The superior of the applicant. */
        SUPERIOR("3");

        private final String code;
    }
}
