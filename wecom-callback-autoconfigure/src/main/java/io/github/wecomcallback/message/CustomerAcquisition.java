// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.message;

import java.time.Instant;
import org.jspecify.annotations.NullUnmarked;

/** Links with which members gain customers (获客助手), and the quota for them. Any field may be null. */
@NullUnmarked
public interface CustomerAcquisition extends WeComMessage {

    /**
     * 获客额度即将耗尽事件: the quota is nearly used up.
     *
     * @param payload all that came
     * @param suiteId id of the suite; null on an app's own URL
     * @param authCorpId corp that authorised the suite; null on an app's own URL
     */
    @Discriminator(event = "customer_acquisition", changeType = "balance_low")
    record BalanceLow(Payload payload, String suiteId, String authCorpId) implements CustomerAcquisition {
        @Override
        public String toString() {
            return Payload.describe(this);
        }
    }

    /**
     * 使用量已经耗尽事件: the quota is used up.
     *
     * @param payload all that came
     * @param suiteId id of the suite; null on an app's own URL
     * @param authCorpId corp that authorised the suite; null on an app's own URL
     */
    @Discriminator(event = "customer_acquisition", changeType = "balance_exhausted")
    record BalanceExhausted(Payload payload, String suiteId, String authCorpId) implements CustomerAcquisition {
        @Override
        public String toString() {
            return Payload.describe(this);
        }
    }

    /**
     * 获客额度增加事件: the quota was topped up.
     *
     * @param payload all that came
     * @param suiteId id of the suite; null on an app's own URL
     * @param authCorpId corp that authorised the suite; null on an app's own URL
     */
    @Discriminator(event = "customer_acquisition", changeType = "balance_increased")
    record BalanceIncreased(Payload payload, String suiteId, String authCorpId) implements CustomerAcquisition {
        @Override
        public String toString() {
            return Payload.describe(this);
        }
    }

    /**
     * 获客额度即将过期事件: a part of the quota will lapse; 14, 7, 3, 2 and 1 days ahead.
     *
     * @param payload all that came
     * @param expireTime when it lapses
     * @param expireQuotaNum how much lapses
     * @param suiteId id of the suite; null on an app's own URL
     * @param authCorpId corp that authorised the suite; null on an app's own URL
     */
    @Discriminator(event = "customer_acquisition", changeType = "quota_expire_soon")
    record QuotaExpiring(Payload payload, Instant expireTime, Integer expireQuotaNum, String suiteId, String authCorpId)
            implements CustomerAcquisition {
        @Override
        public String toString() {
            return Payload.describe(this);
        }
    }

    /**
     * 获客链接不可用事件: a link can no longer be used.
     *
     * @param payload all that came
     * @param linkId id of the link
     * @param suiteId id of the suite; null on an app's own URL
     * @param authCorpId corp that authorised the suite; null on an app's own URL
     */
    @Discriminator(event = "customer_acquisition", changeType = "link_unavailable")
    record LinkUnavailable(Payload payload, String linkId, String suiteId, String authCorpId)
            implements CustomerAcquisition {
        @Override
        public String toString() {
            return Payload.describe(this);
        }
    }

    /**
     * 删除获客链接事件: an administrator deleted a link.
     *
     * @param payload all that came
     * @param linkId id of the link
     * @param suiteId id of the suite; null on an app's own URL
     * @param authCorpId corp that authorised the suite; null on an app's own URL
     */
    @Discriminator(event = "customer_acquisition", changeType = "delete_link")
    record LinkDeleted(Payload payload, String linkId, String suiteId, String authCorpId)
            implements CustomerAcquisition {
        @Override
        public String toString() {
            return Payload.describe(this);
        }
    }

    /**
     * 微信用户打开获客链接主页事件: somebody opened the page behind a link.
     *
     * @param payload all that came
     * @param linkId id of the link
     * @param state what was appended to the link as {@code customer_channel}
     * @param suiteId id of the suite; null on an app's own URL
     * @param authCorpId corp that authorised the suite; null on an app's own URL
     */
    @Discriminator(event = "customer_acquisition", changeType = "open_profile")
    record ProfileOpened(Payload payload, String linkId, String state, String suiteId, String authCorpId)
            implements CustomerAcquisition {
        @Override
        public String toString() {
            return Payload.describe(this);
        }
    }

    /**
     * 通过获客链接申请好友事件: somebody asked to become a contact.
     *
     * @param payload all that came
     * @param linkId id of the link
     * @param state what was appended to the link as {@code customer_channel}
     * @param suiteId id of the suite; null on an app's own URL
     * @param authCorpId corp that authorised the suite; null on an app's own URL
     */
    @Discriminator(event = "customer_acquisition", changeType = "friend_request")
    record FriendRequested(Payload payload, String linkId, String state, String suiteId, String authCorpId)
            implements CustomerAcquisition {
        @Override
        public String toString() {
            return Payload.describe(this);
        }
    }

    /**
     * 微信客户发起会话事件: a customer wrote for the first time.
     *
     * @param payload all that came
     * @param userId user id of the member
     * @param externalUserId id of the customer
     * @param suiteId id of the suite; null on an app's own URL
     * @param authCorpId corp that authorised the suite; null on an app's own URL
     */
    @Discriminator(event = "customer_acquisition", changeType = "customer_start_chat")
    record ChatStarted(Payload payload, String userId, String externalUserId, String suiteId, String authCorpId)
            implements CustomerAcquisition {
        @Override
        public String toString() {
            return Payload.describe(this);
        }
    }

    /**
     * 成员多次收消息事件: a member got several messages of a customer.
     *
     * @param payload all that came
     * @param userId user id of the member; null where chatKey stands for it
     * @param externalUserId id of the customer; null where chatKey stands for it
     * @param linkId id of the link
     * @param chatSeq which message of the day it was: 3, 5 or 10
     * @param chatKey lets the rest be fetched within 30 minutes
     * @param suiteId id of the suite; null on an app's own URL
     * @param authCorpId corp that authorised the suite; null on an app's own URL
     */
    @Discriminator(event = "customer_acquisition", changeType = "message_from_customer")
    record MessagesReceived(
            Payload payload,
            String userId,
            String externalUserId,
            String linkId,
            Integer chatSeq,
            String chatKey,
            String suiteId,
            String authCorpId)
            implements CustomerAcquisition {
        @Override
        public String toString() {
            return Payload.describe(this);
        }
    }

    /**
     * 获客客户删除成员事件: a customer deleted the member.
     *
     * @param payload all that came
     * @param userId user id of the member
     * @param externalUserId id of the customer
     * @param linkId id of the link
     * @param suiteId id of the suite; null on an app's own URL
     * @param authCorpId corp that authorised the suite; null on an app's own URL
     */
    @Discriminator(event = "customer_acquisition", changeType = "del_follow_user")
    record FollowerDeleted(
            Payload payload, String userId, String externalUserId, String linkId, String suiteId, String authCorpId)
            implements CustomerAcquisition {
        @Override
        public String toString() {
            return Payload.describe(this);
        }
    }

    /**
     * 获客助手可用成员范围变动事件: other members may use links.
     *
     * @param payload all that came
     * @param suiteId id of the suite
     * @param authCorpId corp that authorised the suite
     */
    @Discriminator(event = "customer_acquisition_permit_change")
    record PermitChanged(Payload payload, String suiteId, String authCorpId) implements CustomerAcquisition {
        @Override
        public String toString() {
            return Payload.describe(this);
        }
    }

    /**
     * 组件获客额度即将耗尽事件: the quota that the provider pays is nearly used up.
     *
     * @param payload all that came
     * @param suiteId id of the suite
     * @param authCorpId corp that authorised the suite
     */
    @Discriminator(event = "customer_acquisition", changeType = "service_balance_low")
    record ServiceBalanceLow(Payload payload, String suiteId, String authCorpId) implements CustomerAcquisition {
        @Override
        public String toString() {
            return Payload.describe(this);
        }
    }

    /**
     * 组件获客额度已耗尽事件: the quota that the provider pays is used up.
     *
     * @param payload all that came
     * @param suiteId id of the suite
     * @param authCorpId corp that authorised the suite
     */
    @Discriminator(event = "customer_acquisition", changeType = "service_balance_exhausted")
    record ServiceBalanceExhausted(Payload payload, String suiteId, String authCorpId) implements CustomerAcquisition {
        @Override
        public String toString() {
            return Payload.describe(this);
        }
    }

    /**
     * 组件获客额度消耗事件: one unit of the quota that the provider pays was used.
     *
     * @param payload all that came
     * @param linkId id of the link
     * @param state what was appended to the link as {@code customer_channel}
     * @param onceKey key of this one use
     * @param suiteId id of the suite
     * @param authCorpId corp that authorised the suite
     */
    @Discriminator(event = "customer_acquisition", changeType = "service_balance_consumed")
    record ServiceBalanceConsumed(
            Payload payload, String linkId, String state, String onceKey, String suiteId, String authCorpId)
            implements CustomerAcquisition {
        @Override
        public String toString() {
            return Payload.describe(this);
        }
    }

    /**
     * 组件获客单价变更事件: a unit of the quota that the provider pays will have another price.
     *
     * @param payload all that came
     * @param price the new price in fen
     * @param effectiveTime from when on
     * @param suiteId id of the suite
     */
    @Discriminator(event = "customer_acquisition", changeType = "change_price")
    record PriceChanged(Payload payload, Integer price, Instant effectiveTime, String suiteId)
            implements CustomerAcquisition {
        @Override
        public String toString() {
            return Payload.describe(this);
        }
    }
}
