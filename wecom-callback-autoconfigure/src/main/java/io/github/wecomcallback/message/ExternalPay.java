// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.message;

import org.jspecify.annotations.NullUnmarked;

/** Payments that a corp takes from customers (对外收款). Any field may be null. */
@NullUnmarked
public interface ExternalPay extends WeComMessage {

    /**
     * 对外收款支付成功: a customer paid.
     *
     * @param payload all that came
     * @param id id of the notice
     * @param notifyType always {@code NORMALPAY}
     * @param summary what happened, in a few words
     * @param resourceType always {@code encrypt-resource}
     * @param resource the details, encrypted once more
     */
    @Discriminator(source = Source.EXTERNAL_PAY, event = "TRANSACTION.SUCCESS")
    record Paid(Payload payload, String id, String notifyType, String summary, String resourceType, Resource resource)
            implements ExternalPay {
        @Override
        public String toString() {
            return Payload.describe(this);
        }
    }

    /**
     * 对外收款退款成功: a refund succeeded.
     *
     * @param payload all that came
     * @param id id of the notice
     * @param notifyType always {@code NORMALPAY}
     * @param summary what happened, in a few words
     * @param resourceType always {@code encrypt-resource}
     * @param resource the details, encrypted once more
     */
    @Discriminator(source = Source.EXTERNAL_PAY, event = "REFUND.SUCCESS")
    record Refunded(
            Payload payload, String id, String notifyType, String summary, String resourceType, Resource resource)
            implements ExternalPay {
        @Override
        public String toString() {
            return Payload.describe(this);
        }
    }

    /**
     * 对外收款退款异常: a refund went wrong and needs attention.
     *
     * @param payload all that came
     * @param id id of the notice
     * @param notifyType always {@code NORMALPAY}
     * @param summary what happened, in a few words
     * @param resourceType always {@code encrypt-resource}
     * @param resource the details, encrypted once more
     */
    @Discriminator(source = Source.EXTERNAL_PAY, event = "REFUND.ABNORMAL")
    record RefundFailed(
            Payload payload, String id, String notifyType, String summary, String resourceType, Resource resource)
            implements ExternalPay {
        @Override
        public String toString() {
            return Payload.describe(this);
        }
    }

    /**
     * 对外收款退款关闭: a refund was closed.
     *
     * @param payload all that came
     * @param id id of the notice
     * @param notifyType always {@code NORMALPAY}
     * @param summary what happened, in a few words
     * @param resourceType always {@code encrypt-resource}
     * @param resource the details, encrypted once more
     */
    @Discriminator(source = Source.EXTERNAL_PAY, event = "REFUND.CLOSED")
    record RefundClosed(
            Payload payload, String id, String notifyType, String summary, String resourceType, Resource resource)
            implements ExternalPay {
        @Override
        public String toString() {
            return Payload.describe(this);
        }
    }

    /**
     * The details: AES-256-GCM with the 32 bytes of the account's AES key.
     *
     * @param algorithm name of the cipher
     * @param ciphertext cipher text and tag, in Base64
     * @param nonce nonce of the cipher
     * @param associatedData what is authenticated along with it
     */
    record Resource(String algorithm, String ciphertext, String nonce, String associatedData) {
        @Override
        public String toString() {
            return getClass().getSimpleName();
        }
    }
}
