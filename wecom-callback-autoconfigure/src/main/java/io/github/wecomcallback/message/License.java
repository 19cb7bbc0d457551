// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.message;

import java.time.Instant;
import java.util.List;
import lombok.Getter;
import lombok.RequiredArgsConstructor;
import lombok.experimental.Accessors;
import org.jspecify.annotations.NullUnmarked;

/** Licences for the interfaces that a provider uses (接口许可). Any field may be null. */
@NullUnmarked
public interface License extends WeComMessage {

    /**
     * 接口许可支付成功通知: an order of licences was paid.
     *
     * @param payload all that came
     * @param serviceCorpId corp of the provider
     * @param authCorpId corp of the customer
     * @param orderId number of the order
     * @param buyerUserId user id of the buyer in the corp of the provider
     */
    @Discriminator(event = "license_pay_success")
    record Paid(Payload payload, String serviceCorpId, String authCorpId, String orderId, String buyerUserId)
            implements License {
        @Override
        public String toString() {
            return Payload.describe(this);
        }
    }

    /**
     * 接口许可退款结果通知: a refund was granted or refused.
     *
     * @param payload all that came
     * @param serviceCorpId corp of the provider
     * @param authCorpId corp of the customer
     * @param orderId number of the order
     * @param orderStatus how it was decided
     */
    @Discriminator(event = "license_refund")
    record RefundDecided(
            Payload payload, String serviceCorpId, String authCorpId, String orderId, Coded<RefundStatus> orderStatus)
            implements License {
        @Override
        public String toString() {
            return Payload.describe(this);
        }
    }

    /**
     * 接口许可自动激活回调通知: licences were given to members by themselves.
     *
     * @param payload all that came
     * @param serviceCorpId corp of the provider
     * @param authCorpId corp of the customer
     * @param scene occasion, 1 to 3
     * @param accounts who got one
     */
    @Discriminator(event = "auto_activate")
    record AutoActivated(
            Payload payload,
            String serviceCorpId,
            String authCorpId,
            Integer scene,
            @Field("AccountList") List<ActivatedAccount> accounts)
            implements License {
        @Override
        public String toString() {
            return Payload.describe(this);
        }
    }

    /**
     * 接口许可失效通知: a member, who is the sender, used the app without a licence.
     *
     * @param payload all that came
     */
    @Discriminator(event = "unlicensed_notify")
    record UnlicensedUse(Payload payload) implements License {
        @Override
        public String toString() {
            return Payload.describe(this);
        }
    }

    /**
     * A member who got a licence.
     *
     * @param userId user id
     * @param activeCode activation code of the licence
     * @param type sort of licence
     * @param expireTime when it ends
     * @param previousStatus state of the member before, 1 to 3
     * @param previousActiveCode activation code of the licence before; null when there was none
     */
    record ActivatedAccount(
            String userId,
            String activeCode,
            Coded<Type> type,
            Instant expireTime,
            Integer previousStatus,
            String previousActiveCode) {
        @Override
        public String toString() {
            return getClass().getSimpleName();
        }
    }

    /** How a refund was decided. */
    @Getter
    @Accessors(fluent = true)
    @RequiredArgsConstructor
    enum RefundStatus implements WireCode {
        /** A code that this version does not know. */
        UNKNOWN(""),
        /** It was granted. */
        REFUNDED("1"),
        /** It was refused. */
        REFUSED("2");

        private final String code;
    }

    /** Sort of licence. */
    @Getter
    @Accessors(fluent = true)
    @RequiredArgsConstructor
    enum Type implements WireCode {
        /** A code that this version does not know. */
        UNKNOWN(""),
        /** Basic account. */
        BASIC("1"),
        /** Account that may also use what concerns customers. */
        INTEROP("2");

        private final String code;
    }
}
