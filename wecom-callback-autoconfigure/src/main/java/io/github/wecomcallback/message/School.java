// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.message;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.NullUnmarked;

/** Changes of students, parents and classes (家校沟通). Any field may be null. */
@NullUnmarked
public interface School extends WeComMessage {

    /**
     * 新增学生事件: a student was created.
     *
     * @param payload all that came
     * @param id user id of the student
     * @param suiteId id of the suite; null on an app's own URL
     * @param authCorpId corp that authorised the suite; null on an app's own URL
     */
    @Discriminator(event = "change_school_contact", changeType = "create_student")
    record StudentCreated(Payload payload, String id, String suiteId, String authCorpId) implements School {
        @Override
        public String toString() {
            return Payload.describe(this);
        }
    }

    /**
     * 编辑学生事件: a student was changed.
     *
     * @param payload all that came
     * @param id user id of the student
     * @param newId the new user id, when it was the id that changed
     * @param suiteId id of the suite; null on an app's own URL
     * @param authCorpId corp that authorised the suite; null on an app's own URL
     */
    @Discriminator(event = "change_school_contact", changeType = "update_student")
    record StudentUpdated(Payload payload, String id, String newId, String suiteId, String authCorpId)
            implements School {
        @Override
        public String toString() {
            return Payload.describe(this);
        }
    }

    /**
     * 删除学生事件: a student was deleted.
     *
     * @param payload all that came
     * @param id user id of the student
     * @param suiteId id of the suite; null on an app's own URL
     * @param authCorpId corp that authorised the suite; null on an app's own URL
     */
    @Discriminator(event = "change_school_contact", changeType = "delete_student")
    record StudentDeleted(Payload payload, String id, String suiteId, String authCorpId) implements School {
        @Override
        public String toString() {
            return Payload.describe(this);
        }
    }

    /**
     * 新增家长事件: a parent was created.
     *
     * @param payload all that came
     * @param id user id of the parent
     * @param suiteId id of the suite; null on an app's own URL
     * @param authCorpId corp that authorised the suite; null on an app's own URL
     */
    @Discriminator(event = "change_school_contact", changeType = "create_parent")
    record ParentCreated(Payload payload, String id, String suiteId, String authCorpId) implements School {
        @Override
        public String toString() {
            return Payload.describe(this);
        }
    }

    /**
     * 编辑家长事件: a parent was changed.
     *
     * @param payload all that came
     * @param id user id of the parent
     * @param newId the new user id, when it was the id that changed
     * @param suiteId id of the suite; null on an app's own URL
     * @param authCorpId corp that authorised the suite; null on an app's own URL
     */
    @Discriminator(event = "change_school_contact", changeType = "update_parent")
    record ParentUpdated(Payload payload, String id, String newId, String suiteId, String authCorpId)
            implements School {
        @Override
        public String toString() {
            return Payload.describe(this);
        }
    }

    /**
     * 删除家长事件: a parent was deleted.
     *
     * @param payload all that came
     * @param id user id of the parent
     * @param suiteId id of the suite; null on an app's own URL
     * @param authCorpId corp that authorised the suite; null on an app's own URL
     */
    @Discriminator(event = "change_school_contact", changeType = "delete_parent")
    record ParentDeleted(Payload payload, String id, String suiteId, String authCorpId) implements School {
        @Override
        public String toString() {
            return Payload.describe(this);
        }
    }

    /**
     * 家长关注事件: a parent follows the notices of the school.
     *
     * @param payload all that came
     * @param id user id of the parent
     * @param suiteId id of the suite; null on an app's own URL
     * @param authCorpId corp that authorised the suite; null on an app's own URL
     */
    @Discriminator(event = "change_school_contact", changeType = "subscribe")
    record ParentSubscribed(Payload payload, String id, String suiteId, String authCorpId) implements School {
        @Override
        public String toString() {
            return Payload.describe(this);
        }
    }

    /**
     * 家长取消关注事件: a parent no longer follows the notices of the school.
     *
     * @param payload all that came
     * @param id user id of the parent
     * @param suiteId id of the suite; null on an app's own URL
     * @param authCorpId corp that authorised the suite; null on an app's own URL
     */
    @Discriminator(event = "change_school_contact", changeType = "unsubscribe")
    record ParentUnsubscribed(Payload payload, String id, String suiteId, String authCorpId) implements School {
        @Override
        public String toString() {
            return Payload.describe(this);
        }
    }

    /**
     * 家校沟通-创建部门事件: a department, such as a class, was created.
     *
     * @param payload all that came
     * @param id id of the department
     * @param suiteId id of the suite; null on an app's own URL
     * @param authCorpId corp that authorised the suite; null on an app's own URL
     */
    @Discriminator(event = "change_school_contact", changeType = "create_department")
    @Discriminator(event = "change_school_contact", changeType = "create_deparmtment")
    record DepartmentCreated(Payload payload, String id, String suiteId, String authCorpId) implements School {
        @Override
        public String toString() {
            return Payload.describe(this);
        }
    }

    /**
     * 家校沟通-更新部门事件: a department, such as a class, was changed.
     *
     * @param payload all that came
     * @param id id of the department
     * @param suiteId id of the suite; null on an app's own URL
     * @param authCorpId corp that authorised the suite; null on an app's own URL
     */
    @Discriminator(event = "change_school_contact", changeType = "update_department")
    @Discriminator(event = "change_school_contact", changeType = "update_deparmtment")
    record DepartmentUpdated(Payload payload, String id, String suiteId, String authCorpId) implements School {
        @Override
        public String toString() {
            return Payload.describe(this);
        }
    }

    /**
     * 家校沟通-删除部门事件: a department, such as a class, was deleted.
     *
     * @param payload all that came
     * @param id id of the department
     * @param suiteId id of the suite; null on an app's own URL
     * @param authCorpId corp that authorised the suite; null on an app's own URL
     */
    @Discriminator(event = "change_school_contact", changeType = "delete_department")
    @Discriminator(event = "change_school_contact", changeType = "delete_deparmtment")
    record DepartmentDeleted(Payload payload, String id, String suiteId, String authCorpId) implements School {
        @Override
        public String toString() {
            return Payload.describe(this);
        }
    }

    /**
     * 家校通讯录批量变更事件: several of these changes at once.
     *
     * @param payload all that came
     * @param changes the changes
     * @param suiteId id of the suite
     * @param authCorpId corp that authorised the suite
     */
    @Discriminator(event = "change_school_contact_batch")
    record BatchChanged(
            Payload payload, @Field("ChangeList") List<Change> changes, String suiteId, String authCorpId)
            implements School {
        @Override
        public String toString() {
            return Payload.describe(this);
        }
    }

    /**
     * One change out of several.
     *
     * @param time when it was made
     * @param changeType what changed, such as {@code create_student}
     * @param id id of the student, parent or department
     * @param newId the new id, when it was the id that changed
     */
    record Change(@Field("TimeStamp") Instant time, String changeType, String id, String newId) {
        @Override
        public String toString() {
            return getClass().getSimpleName();
        }
    }
}
