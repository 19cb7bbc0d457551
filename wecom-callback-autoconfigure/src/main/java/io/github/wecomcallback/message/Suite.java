// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.message;

import java.util.List;
import org.jspecify.annotations.NullUnmarked;

/** A suite's ticket, and what corps allow the suite to do. Any field may be null. */
@NullUnmarked
public interface Suite extends WeComMessage {

    /**
     * 推送 suite_ticket: the ticket of the suite, every 10 minutes. Keep the latest: access tokens need it.
     *
     * @param payload all that came
     * @param suiteId id of the suite
     * @param suiteTicket the ticket
     */
    @Discriminator(event = "suite_ticket")
    record Ticket(Payload payload, String suiteId, String suiteTicket) implements Suite {
        @Override
        public String toString() {
            return Payload.describe(this);
        }
    }

    /**
     * 授权成功通知: a corp installed the suite. Which corp it is, the exchange of the code tells.
     *
     * @param payload all that came
     * @param suiteId id of the suite
     * @param authCode to exchange for the permanent code, once within 10 minutes
     * @param state state that the authorisation link carried
     * @param openKfIds ids of the customer service accounts that were granted
     */
    @Discriminator(event = "create_auth")
    record AuthorizationCreated(
            Payload payload,
            String suiteId,
            String authCode,
            String state,
            @Field("ExtraInfo.AuthOpenKfIdList") List<String> openKfIds)
            implements Suite {
        @Override
        public String toString() {
            return Payload.describe(this);
        }
    }

    /**
     * 变更授权通知: a corp changed the range or the permissions of the suite.
     *
     * @param payload all that came
     * @param suiteId id of the suite
     * @param authCorpId corp that authorised the suite
     * @param state state that the authorisation link carried
     * @param openKfIds ids of the customer service accounts that were granted
     */
    @Discriminator(event = "change_auth")
    record AuthorizationChanged(
            Payload payload,
            String suiteId,
            String authCorpId,
            String state,
            @Field("ExtraInfo.AuthOpenKfIdList") List<String> openKfIds)
            implements Suite {
        @Override
        public String toString() {
            return Payload.describe(this);
        }
    }

    /**
     * 取消授权通知: a corp removed the suite.
     *
     * @param payload all that came
     * @param suiteId id of the suite
     * @param authCorpId corp that had authorised the suite
     */
    @Discriminator(event = "cancel_auth")
    record AuthorizationCancelled(Payload payload, String suiteId, String authCorpId) implements Suite {
        @Override
        public String toString() {
            return Payload.describe(this);
        }
    }

    /**
     * 重置永久授权码通知: the secret of an app that a provider built was reset.
     *
     * @param payload all that came
     * @param suiteId id of the suite
     * @param authCode to exchange for the new permanent code
     */
    @Discriminator(event = "reset_permanent_code")
    record PermanentCodeReset(Payload payload, String suiteId, String authCode) implements Suite {
        @Override
        public String toString() {
            return Payload.describe(this);
        }
    }

    /**
     * 授权组织架构权限通知: a corp lets the suite see its departments and members.
     *
     * @param payload all that came
     * @param suiteId id of the suite
     * @param authCorpId corp that authorised the suite
     */
    @Discriminator(event = "corp_arch_auth")
    record OrganizationAuthorized(Payload payload, String suiteId, String authCorpId) implements Suite {
        @Override
        public String toString() {
            return Payload.describe(this);
        }
    }

    /**
     * 获客助手权限确认事件: a corp confirmed a special permission.
     *
     * @param payload all that came
     * @param suiteId id of the suite
     * @param authCorpId corp that authorised the suite
     * @param authType sort of permission
     */
    @Discriminator(event = "approve_special_auth")
    record SpecialPermissionApproved(Payload payload, String suiteId, String authCorpId, String authType)
            implements Suite {
        @Override
        public String toString() {
            return Payload.describe(this);
        }
    }

    /**
     * 获客助手权限取消事件: a corp withdrew a special permission.
     *
     * @param payload all that came
     * @param suiteId id of the suite
     * @param authCorpId corp that authorised the suite
     * @param authType sort of permission
     */
    @Discriminator(event = "cancel_special_auth")
    record SpecialPermissionCancelled(Payload payload, String suiteId, String authCorpId, String authType)
            implements Suite {
        @Override
        public String toString() {
            return Payload.describe(this);
        }
    }

    /**
     * 数据权限授权事件: a corp granted a permission for data, for 90 days.
     *
     * @param payload all that came
     * @param suiteId id of the suite
     * @param authCorpId corp that authorised the suite
     * @param authType sort of permission
     */
    @Discriminator(event = "auth_data_permission")
    record DataPermissionGranted(Payload payload, String suiteId, String authCorpId, String authType) implements Suite {
        @Override
        public String toString() {
            return Payload.describe(this);
        }
    }

    /**
     * 数据权限即将到期事件: a permission for data ends in some 7 days.
     *
     * @param payload all that came
     * @param suiteId id of the suite
     * @param authCorpId corp that authorised the suite
     * @param authType sort of permission
     */
    @Discriminator(event = "expire_remind_data_permission")
    record DataPermissionExpiring(Payload payload, String suiteId, String authCorpId, String authType)
            implements Suite {
        @Override
        public String toString() {
            return Payload.describe(this);
        }
    }

    /**
     * 数据权限到期事件: a permission for data ended.
     *
     * @param payload all that came
     * @param suiteId id of the suite
     * @param authCorpId corp that authorised the suite
     * @param authType sort of permission
     */
    @Discriminator(event = "expire_data_permission")
    record DataPermissionExpired(Payload payload, String suiteId, String authCorpId, String authType) implements Suite {
        @Override
        public String toString() {
            return Payload.describe(this);
        }
    }

    /**
     * 设备数据授权变更事件: a corp lets the suite read other devices.
     *
     * @param payload all that came
     * @param suiteId id of the suite
     * @param authCorpId corp that authorised the suite
     */
    @Discriminator(event = "device_data_auth_change")
    record DevicePermissionChanged(Payload payload, String suiteId, String authCorpId) implements Suite {
        @Override
        public String toString() {
            return Payload.describe(this);
        }
    }
}
