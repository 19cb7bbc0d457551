// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.message;

import org.jspecify.annotations.NullUnmarked;

/** Orders of corps for a paid app. Any field may be null. */
@NullUnmarked
public interface AppOrder extends WeComMessage {

    /**
     * 下单成功通知: an order was placed.
     *
     * @param payload all that came
     * @param suiteId id of the suite
     * @param paidCorpId corp that buys
     * @param orderId number of the order
     * @param operatorId user id of who ordered; empty when the provider did
     */
    @Discriminator(event = "open_order")
    record Placed(Payload payload, String suiteId, String paidCorpId, String orderId, String operatorId)
            implements AppOrder {
        @Override
        public String toString() {
            return Payload.describe(this);
        }
    }

    /**
     * 改单通知: the provider changed the price, and the order has another number now.
     *
     * @param payload all that came
     * @param suiteId id of the suite
     * @param paidCorpId corp that buys
     * @param oldOrderId former number of the order
     * @param newOrderId number of the order now
     */
    @Discriminator(event = "change_order")
    record Changed(Payload payload, String suiteId, String paidCorpId, String oldOrderId, String newOrderId)
            implements AppOrder {
        @Override
        public String toString() {
            return Payload.describe(this);
        }
    }

    /**
     * 支付成功通知: an order was paid.
     *
     * @param payload all that came
     * @param suiteId id of the suite
     * @param paidCorpId corp that buys
     * @param orderId number of the order
     */
    @Discriminator(event = "pay_for_app_success")
    record Paid(Payload payload, String suiteId, String paidCorpId, String orderId) implements AppOrder {
        @Override
        public String toString() {
            return Payload.describe(this);
        }
    }

    /**
     * 退款通知: an order was refunded.
     *
     * @param payload all that came
     * @param suiteId id of the suite
     * @param paidCorpId corp that buys
     * @param orderId number of the order
     */
    @Discriminator(event = "refund")
    record Refunded(Payload payload, String suiteId, String paidCorpId, String orderId) implements AppOrder {
        @Override
        public String toString() {
            return Payload.describe(this);
        }
    }

    /**
     * 取消订单通知: an order was cancelled.
     *
     * @param payload all that came
     * @param suiteId id of the suite
     * @param paidCorpId corp that buys
     * @param orderId number of the order
     */
    @Discriminator(event = "cancel_order")
    record Cancelled(Payload payload, String suiteId, String paidCorpId, String orderId) implements AppOrder {
        @Override
        public String toString() {
            return Payload.describe(this);
        }
    }

    /**
     * 应用版本变更通知: the corp has another edition of the app now.
     *
     * @param payload all that came
     * @param suiteId id of the suite
     * @param paidCorpId corp that buys
     */
    @Discriminator(event = "change_editon")
    record EditionChanged(Payload payload, String suiteId, String paidCorpId) implements AppOrder {
        @Override
        public String toString() {
            return Payload.describe(this);
        }
    }
}
