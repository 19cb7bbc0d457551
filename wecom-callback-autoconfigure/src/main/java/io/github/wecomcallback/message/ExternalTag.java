// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.message;

import lombok.Getter;
import lombok.RequiredArgsConstructor;
import lombok.experimental.Accessors;
import org.jspecify.annotations.NullUnmarked;

/** Changes of tags for customers. Any field may be null. */
@NullUnmarked
public interface ExternalTag extends WeComMessage {

    /**
     * 企业客户标签创建事件: a tag or a group of tags was created.
     *
     * @param payload all that came
     * @param id id of the tag or group
     * @param tagType whether it is a tag or a group
     * @param strategyId id of the rule group, for tags of such
     * @param suiteId id of the suite; null on an app's own URL
     * @param authCorpId corp that authorised the suite; null on an app's own URL
     */
    @Discriminator(event = "change_external_tag", changeType = "create")
    record Created(
            Payload payload, String id, Coded<TagType> tagType, String strategyId, String suiteId, String authCorpId)
            implements ExternalTag {
        @Override
        public String toString() {
            return Payload.describe(this);
        }
    }

    /**
     * 企业客户标签变更事件: a tag or a group of tags was changed.
     *
     * @param payload all that came
     * @param id id of the tag or group
     * @param tagType whether it is a tag or a group
     * @param strategyId id of the rule group, for tags of such
     * @param suiteId id of the suite; null on an app's own URL
     * @param authCorpId corp that authorised the suite; null on an app's own URL
     */
    @Discriminator(event = "change_external_tag", changeType = "update")
    record Updated(
            Payload payload, String id, Coded<TagType> tagType, String strategyId, String suiteId, String authCorpId)
            implements ExternalTag {
        @Override
        public String toString() {
            return Payload.describe(this);
        }
    }

    /**
     * 企业客户标签删除事件: a tag or a group of tags was deleted.
     *
     * @param payload all that came
     * @param id id of the tag or group
     * @param tagType whether it is a tag or a group
     * @param strategyId id of the rule group, for tags of such
     * @param suiteId id of the suite; null on an app's own URL
     * @param authCorpId corp that authorised the suite; null on an app's own URL
     */
    @Discriminator(event = "change_external_tag", changeType = "delete")
    record Deleted(
            Payload payload, String id, Coded<TagType> tagType, String strategyId, String suiteId, String authCorpId)
            implements ExternalTag {
        @Override
        public String toString() {
            return Payload.describe(this);
        }
    }

    /**
     * 企业客户标签重排事件: tags got another order.
     *
     * @param payload all that came
     * @param id id of the group whose tags were reordered; empty when it was the groups
     * @param strategyId id of the rule group, for tags of such
     * @param suiteId id of the suite; null on an app's own URL
     * @param authCorpId corp that authorised the suite; null on an app's own URL
     */
    @Discriminator(event = "change_external_tag", changeType = "shuffle")
    record Shuffled(Payload payload, String id, String strategyId, String suiteId, String authCorpId)
            implements ExternalTag {
        @Override
        public String toString() {
            return Payload.describe(this);
        }
    }

    /** Whether it is a tag or a group. */
    @Getter
    @Accessors(fluent = true)
    @RequiredArgsConstructor
    enum TagType implements WireCode {
        /** A code that this version does not know. */
        UNKNOWN(""),
        /** A tag. */
        TAG("tag"),
        /** A group of tags. */
        GROUP("tag_group");

        private final String code;
    }
}
