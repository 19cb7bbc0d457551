// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.message;

import java.util.List;
import org.jspecify.annotations.NullUnmarked;

/** The accounts of customer service (微信客服): which there are, and which have news. Any field may be null. */
@NullUnmarked
public interface KfAccount extends WeComMessage {

    /**
     * 微信客服-消息与事件通知: an account has messages or events to pull. It does not say which.
     *
     * @param payload all that came
     * @param openKfId id of the account
     * @param token to pull them with, within 10 minutes
     */
    @Discriminator(event = "kf_msg_or_event")
    record MessageArrived(Payload payload, String openKfId, String token) implements KfAccount {
        @Override
        public String toString() {
            return Payload.describe(this);
        }
    }

    /**
     * 客服账号授权变更事件: accounts were given to the app or taken from it.
     *
     * @param payload all that came
     * @param addedOpenKfIds ids of the accounts given
     * @param removedOpenKfIds ids of the accounts taken
     */
    @Discriminator(event = "kf_account_auth_change")
    record AuthorizationChanged(
            Payload payload,
            @Field("AuthAddOpenKfId") List<String> addedOpenKfIds,
            @Field("AuthDelOpenKfId") List<String> removedOpenKfIds)
            implements KfAccount {
        @Override
        public String toString() {
            return Payload.describe(this);
        }
    }
}
