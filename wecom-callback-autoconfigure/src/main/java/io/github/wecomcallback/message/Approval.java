// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.message;

import java.time.Instant;
import java.util.List;
import lombok.Getter;
import lombok.RequiredArgsConstructor;
import lombok.experimental.Accessors;
import org.jspecify.annotations.NullUnmarked;

/** Applications in the approval app of WeCom. Any field may be null. */
@NullUnmarked
public interface Approval extends WeComMessage {

    /**
     * 审批申请状态变化回调通知: an application was submitted, decided on, withdrawn or remarked upon.
     *
     * @param payload all that came
     * @param number number of the application
     * @param templateName name of the template
     * @param templateId id of the template
     * @param status state of the application after what happened
     * @param statusChangeEvent what happened
     * @param applyTime when it was submitted
     * @param applicantUserId user id of the applicant
     * @param applicantDepartment id of the department of the applicant
     * @param nodes who decides, step by step
     * @param notified who gets a copy
     * @param processNodes all steps in the newer model, which repeats nodes and notified
     * @param comments remarks
     */
    @Discriminator(event = "sys_approval_change")
    record StatusChanged(
            Payload payload,

            @Field({"ApprovalInfo.SpNoStr", "ApprovalInfo.SpNo"})
            String number,

            @Field("ApprovalInfo.SpName") String templateName,
            @Field("ApprovalInfo.TemplateId") String templateId,
            @Field("ApprovalInfo.SpStatus") Coded<Status> status,
            @Field("ApprovalInfo.StatuChangeEvent") Coded<StatusChange> statusChangeEvent,
            @Field("ApprovalInfo.ApplyTime") Instant applyTime,
            @Field("ApprovalInfo.Applyer.UserId") String applicantUserId,
            @Field("ApprovalInfo.Applyer.Party") String applicantDepartment,
            @Field("ApprovalInfo.SpRecord") List<Node> nodes,
            @Field("ApprovalInfo.Notifyer") List<Recipient> notified,
            @Field("ApprovalInfo.ProcessList.NodeList") List<ProcessNode> processNodes,
            @Field("ApprovalInfo.Comments") List<Comment> comments)
            implements Approval {
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
     * @param approvers who decides
     */
    record Node(
            @Field("SpStatus") Coded<NodeStatus> status,
            @Field("ApproverAttr") Coded<ApproverMode> approverMode,
            @Field("Details") List<Approver> approvers) {
        @Override
        public String toString() {
            return getClass().getSimpleName();
        }
    }

    /**
     * One member who decides.
     *
     * @param userId user id
     * @param comment what the member wrote
     * @param status how the member decided
     * @param time when; 1970 while undecided
     * @param attachments media ids of what was attached
     */
    record Approver(
            @Field("Approver.UserId") String userId,
            @Field("Speech") String comment,
            @Field("SpStatus") Coded<NodeStatus> status,
            @Field("SpTime") Instant time,
            @Field("Attach") List<String> attachments) {
        @Override
        public String toString() {
            return getClass().getSimpleName();
        }
    }

    /**
     * One member who gets a copy.
     *
     * @param userId user id
     */
    record Recipient(String userId) {
        @Override
        public String toString() {
            return getClass().getSimpleName();
        }
    }

    /**
     * One step in the newer model.
     *
     * @param type what the members of the step do
     * @param status state of the step
     * @param relation how several members decide together
     * @param members the members
     */
    record ProcessNode(
            @Field("NodeType") Coded<ProcessNodeType> type,
            @Field("SpStatus") Coded<NodeStatus> status,
            @Field("ApvRel") Integer relation,
            @Field("SubNodeList") List<ProcessMember> members) {
        @Override
        public String toString() {
            return getClass().getSimpleName();
        }
    }

    /**
     * One member of a step in the newer model.
     *
     * @param userId user id
     * @param comment what the member wrote
     * @param decision how the member decided
     * @param time when; 1970 while undecided
     * @param attachments media ids of what was attached
     */
    record ProcessMember(
            @Field("UserInfo.UserId") String userId,
            @Field("Speech") String comment,
            @Field("SpYj") Coded<NodeStatus> decision,
            @Field("Sptime") Instant time,
            @Field("MediaIds") List<String> attachments) {
        @Override
        public String toString() {
            return getClass().getSimpleName();
        }
    }

    /**
     * A remark.
     *
     * @param id id of the remark
     * @param userId user id of the author
     * @param time when it was made
     * @param content the text
     * @param attachments media ids of what was attached
     */
    record Comment(
            @Field("CommentId") String id,
            @Field("CommentUserInfo.UserId") String userId,
            @Field("CommentTime") Instant time,
            @Field("CommentContent") String content,
            @Field("Attach") List<String> attachments) {
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
        WITHDRAWN("4"),
        /** Approved, then withdrawn. */
        WITHDRAWN_AFTER_APPROVAL("6"),
        /** Deleted. */
        DELETED("7"),
        /** Paid. */
        PAID("10");

        private final String code;
    }

    /** What happened to an application. */
    @Getter
    @Accessors(fluent = true)
    @RequiredArgsConstructor
    enum StatusChange implements WireCode {
        /** A code that this version does not know. */
        UNKNOWN(""),
        /** It was submitted. */
        SUBMITTED("1"),
        /** A member approved. */
        APPROVED("2"),
        /** A member rejected. */
        REJECTED("3"),
        /** A member passed the decision on. */
        TRANSFERRED("4"),
        /** The applicant asked to hurry. */
        URGED("5"),
        /** The applicant withdrew it. */
        WITHDRAWN("6"),
        /** It was withdrawn after it had been approved. */
        WITHDRAWN_AFTER_APPROVAL("8"),
        /** A remark was made. */
        COMMENTED("10"),
        /** It went back to a certain approver. */
        RETURNED("11"),
        /** An approver was added. */
        APPROVER_ADDED("12"),
        /** A member approved and added an approver. */
        APPROVED_AND_APPROVER_ADDED("13"),
        /** It was handled. */
        HANDLED("14"),
        /** The handling was passed on. */
        HANDED_OVER("15");

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

    /** What the members of a step are there for. */
    @Getter
    @Accessors(fluent = true)
    @RequiredArgsConstructor
    enum ProcessNodeType implements WireCode {
        /** A code that this version does not know. */
        UNKNOWN(""),
        /** Who decides. */
        APPROVERS("1"),
        /** Who gets a copy. */
        RECIPIENTS("2"),
        /** Who carries out what was approved. */
        HANDLERS("3");

        private final String code;
    }
}
