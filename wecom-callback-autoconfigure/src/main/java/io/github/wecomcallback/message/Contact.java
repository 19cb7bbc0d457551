// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.message;

import java.util.List;
import lombok.Getter;
import lombok.RequiredArgsConstructor;
import lombok.experimental.Accessors;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;

/** Changes of members, departments and tags. Any field may be null; since 2022, newly configured callbacks carry ids only. */
@NullUnmarked
public interface Contact extends WeComMessage {

    /**
     * 新增成员: a member was created.
     *
     * @param payload all that came
     * @param userId user id
     * @param openUserId id that is the same in all apps of a service provider; for third-party apps
     * @param name name
     * @param department ids of the departments
     * @param mainDepartment id of the main department
     * @param isLeaderInDept for each of the departments, whether the member leads it; null where that cannot be read
     * @param directLeader user ids of the direct superiors
     * @param position job title
     * @param mobile mobile number
     * @param gender gender
     * @param email mail address
     * @param bizMail mail address of the corp
     * @param status status
     * @param avatar address of the avatar; ending in /100 instead of /0 it is a small one
     * @param alias alias
     * @param telephone landline
     * @param address address
     * @param extAttr further attributes
     * @param suiteId id of the suite; null on an app's own URL
     * @param authCorpId corp that authorised the suite; null on an app's own URL
     */
    @Discriminator(event = "change_contact", changeType = "create_user")
    record UserCreated(
            Payload payload,
            String userId,
            String openUserId,
            String name,
            List<Integer> department,
            Integer mainDepartment,
            List<Boolean> isLeaderInDept,
            List<String> directLeader,
            String position,
            String mobile,
            Coded<Gender> gender,
            String email,
            String bizMail,
            Coded<Status> status,
            String avatar,
            String alias,
            String telephone,
            String address,
            List<Attribute> extAttr,
            String suiteId,
            String authCorpId)
            implements Contact {
        @Override
        public String toString() {
            return Payload.describe(this);
        }
    }

    /**
     * 更新成员: a member was changed. A field that is null did not change, an empty one was cleared.
     *
     * @param payload all that came
     * @param userId user id
     * @param openUserId id that is the same in all apps of a service provider; for third-party apps
     * @param newUserId the new user id, when it was the id that changed
     * @param name name
     * @param department ids of the departments
     * @param mainDepartment id of the main department
     * @param isLeaderInDept for each of the departments, whether the member leads it; null where that cannot be read
     * @param directLeader user ids of the direct superiors
     * @param position job title
     * @param mobile mobile number
     * @param gender gender
     * @param email mail address
     * @param bizMail mail address of the corp
     * @param status status
     * @param avatar address of the avatar; ending in /100 instead of /0 it is a small one
     * @param alias alias
     * @param telephone landline
     * @param address address
     * @param extAttr further attributes
     * @param suiteId id of the suite; null on an app's own URL
     * @param authCorpId corp that authorised the suite; null on an app's own URL
     */
    @Discriminator(event = "change_contact", changeType = "update_user")
    record UserUpdated(
            Payload payload,
            String userId,
            String openUserId,
            String newUserId,
            String name,
            @Nullable List<Integer> department,
            Integer mainDepartment,
            @Nullable List<Boolean> isLeaderInDept,
            @Nullable List<String> directLeader,
            String position,
            String mobile,
            Coded<Gender> gender,
            String email,
            String bizMail,
            Coded<Status> status,
            String avatar,
            String alias,
            String telephone,
            String address,
            @Nullable List<Attribute> extAttr,
            String suiteId,
            String authCorpId)
            implements Contact {
        @Override
        public String toString() {
            return Payload.describe(this);
        }
    }

    /**
     * 删除成员: a member was deleted.
     *
     * @param payload all that came
     * @param userId user id
     * @param openUserId id that is the same in all apps of a service provider; for third-party apps
     * @param suiteId id of the suite; null on an app's own URL
     * @param authCorpId corp that authorised the suite; null on an app's own URL
     */
    @Discriminator(event = "change_contact", changeType = "delete_user")
    record UserDeleted(Payload payload, String userId, String openUserId, String suiteId, String authCorpId)
            implements Contact {
        @Override
        public String toString() {
            return Payload.describe(this);
        }
    }

    /**
     * 新增部门: a department was created.
     *
     * @param payload all that came
     * @param id id of the department
     * @param name name
     * @param parentId id of the department above
     * @param order place among its neighbours, the higher the further up
     * @param suiteId id of the suite; null on an app's own URL
     * @param authCorpId corp that authorised the suite; null on an app's own URL
     */
    @Discriminator(event = "change_contact", changeType = "create_party")
    record DepartmentCreated(
            Payload payload, Integer id, String name, Integer parentId, Long order, String suiteId, String authCorpId)
            implements Contact {
        @Override
        public String toString() {
            return Payload.describe(this);
        }
    }

    /**
     * 更新部门: a department was moved. A field that is null did not change.
     *
     * @param payload all that came
     * @param id id of the department
     * @param name name
     * @param parentId id of the department above
     * @param suiteId id of the suite; null on an app's own URL
     * @param authCorpId corp that authorised the suite; null on an app's own URL
     */
    @Discriminator(event = "change_contact", changeType = "update_party")
    record DepartmentUpdated(
            Payload payload, Integer id, String name, Integer parentId, String suiteId, String authCorpId)
            implements Contact {
        @Override
        public String toString() {
            return Payload.describe(this);
        }
    }

    /**
     * 删除部门: a department was deleted.
     *
     * @param payload all that came
     * @param id id of the department
     * @param suiteId id of the suite; null on an app's own URL
     * @param authCorpId corp that authorised the suite; null on an app's own URL
     */
    @Discriminator(event = "change_contact", changeType = "delete_party")
    record DepartmentDeleted(Payload payload, Integer id, String suiteId, String authCorpId) implements Contact {
        @Override
        public String toString() {
            return Payload.describe(this);
        }
    }

    /**
     * 标签成员变更: members or departments were put under a tag or taken from it.
     *
     * @param payload all that came
     * @param tagId id of the tag
     * @param addUserItems user ids put under the tag
     * @param delUserItems user ids taken from it
     * @param addPartyItems departments put under the tag
     * @param delPartyItems departments taken from it
     * @param suiteId id of the suite; null on an app's own URL
     * @param authCorpId corp that authorised the suite; null on an app's own URL
     */
    @Discriminator(event = "change_contact", changeType = "update_tag")
    record TagUpdated(
            Payload payload,
            Integer tagId,
            List<String> addUserItems,
            List<String> delUserItems,
            List<Integer> addPartyItems,
            List<Integer> delPartyItems,
            String suiteId,
            String authCorpId)
            implements Contact {
        @Override
        public String toString() {
            return Payload.describe(this);
        }
    }

    /**
     * An attribute that the corp added to its members: a text, or a page with a title.
     *
     * @param name name of the attribute
     * @param type 0 for a text, 1 for a page
     * @param text the text, for type 0
     * @param title the page's title, for type 1
     * @param url the page's address, for type 1
     */
    record Attribute(
            String name,
            Integer type,
            @Field("Text.Value") String text,
            @Field("Web.Title") String title,
            @Field("Web.Url") String url) {
        @Override
        public String toString() {
            return getClass().getSimpleName();
        }
    }

    /** Gender of a member. */
    @Getter
    @Accessors(fluent = true)
    @RequiredArgsConstructor
    enum Gender implements WireCode {
        /** A code that this version does not know. */
        UNKNOWN(""),
        /** Not stated. */
        UNSPECIFIED("0"),
        /** Male. */
        MALE("1"),
        /** Female. */
        FEMALE("2");

        private final String code;
    }

    /** Status of a member. */
    @Getter
    @Accessors(fluent = true)
    @RequiredArgsConstructor
    enum Status implements WireCode {
        /** A code that this version does not know. */
        UNKNOWN(""),
        /** Active. */
        ACTIVE("1"),
        /** Disabled by an administrator. */
        DISABLED("2"),
        /** Invited, but never signed in. */
        NOT_ACTIVATED("4"),
        /** Left the corp. */
        QUIT("5");

        private final String code;
    }
}
