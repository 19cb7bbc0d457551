// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.message;

import java.util.List;
import org.jspecify.annotations.NullUnmarked;

/** Changes of supply chains (上下游) and the corps in them. Any field may be null. */
@NullUnmarked
public interface Chain extends WeComMessage {

    /**
     * 创建上下游: a supply chain was created.
     *
     * @param payload all that came
     * @param chainId id of the supply chain
     */
    @Discriminator(event = "change_chain", changeType = "create_chain")
    record Created(Payload payload, String chainId) implements Chain {
        @Override
        public String toString() {
            return Payload.describe(this);
        }
    }

    /**
     * 更新上下游: a supply chain was changed.
     *
     * @param payload all that came
     * @param chainId id of the supply chain
     */
    @Discriminator(event = "change_chain", changeType = "update_chain")
    record Updated(Payload payload, String chainId) implements Chain {
        @Override
        public String toString() {
            return Payload.describe(this);
        }
    }

    /**
     * 删除上下游: a supply chain was deleted.
     *
     * @param payload all that came
     * @param chainId id of the supply chain
     */
    @Discriminator(event = "change_chain", changeType = "delete_chain")
    record Deleted(Payload payload, String chainId) implements Chain {
        @Override
        public String toString() {
            return Payload.describe(this);
        }
    }

    /**
     * 新增上下游分组: groups of corps were created.
     *
     * @param payload all that came
     * @param chainId id of the supply chain
     * @param groupIds ids of the groups
     */
    @Discriminator(event = "change_chain", changeType = "create_group")
    record GroupsCreated(Payload payload, String chainId, List<Integer> groupIds) implements Chain {
        @Override
        public String toString() {
            return Payload.describe(this);
        }
    }

    /**
     * 更新上下游分组: groups of corps were changed.
     *
     * @param payload all that came
     * @param chainId id of the supply chain
     * @param groupIds ids of the groups
     */
    @Discriminator(event = "change_chain", changeType = "update_group")
    record GroupsUpdated(Payload payload, String chainId, List<Integer> groupIds) implements Chain {
        @Override
        public String toString() {
            return Payload.describe(this);
        }
    }

    /**
     * 删除上下游分组: groups of corps were deleted.
     *
     * @param payload all that came
     * @param chainId id of the supply chain
     * @param groupIds ids of the groups
     */
    @Discriminator(event = "change_chain", changeType = "delete_group")
    record GroupsDeleted(Payload payload, String chainId, List<Integer> groupIds) implements Chain {
        @Override
        public String toString() {
            return Payload.describe(this);
        }
    }

    /**
     * 企业加入上下游: corps joined.
     *
     * @param payload all that came
     * @param chainId id of the supply chain
     * @param corpIds ids of the corps
     */
    @Discriminator(event = "change_chain", changeType = "corp_join")
    record CorpsJoined(Payload payload, String chainId, List<String> corpIds) implements Chain {
        @Override
        public String toString() {
            return Payload.describe(this);
        }
    }

    /**
     * 更新上下游企业: corps came into another group.
     *
     * @param payload all that came
     * @param chainId id of the supply chain
     * @param corpIds ids of the corps
     */
    @Discriminator(event = "change_chain", changeType = "update_corp")
    record CorpsUpdated(Payload payload, String chainId, List<String> corpIds) implements Chain {
        @Override
        public String toString() {
            return Payload.describe(this);
        }
    }

    /**
     * 移除上下游企业: corps were removed.
     *
     * @param payload all that came
     * @param chainId id of the supply chain
     * @param corpIds ids of the corps
     */
    @Discriminator(event = "change_chain", changeType = "remove_corp")
    record CorpsRemoved(Payload payload, String chainId, List<String> corpIds) implements Chain {
        @Override
        public String toString() {
            return Payload.describe(this);
        }
    }
}
