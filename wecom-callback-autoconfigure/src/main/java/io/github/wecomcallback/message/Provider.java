// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.message;

import org.jspecify.annotations.NullUnmarked;

/** What concerns a service provider rather than one of its suites. Any field may be null. */
@NullUnmarked
public interface Provider extends WeComMessage {

    /**
     * 注册完成回调事件: a corp registered through the provider's link.
     *
     * @param payload all that came
     * @param serviceCorpId corp of the provider
     * @param authCorpId corp that registered
     * @param registerCode code of the registration
     * @param templateId id of the registration template
     * @param state state that the link carried
     * @param userId user id of the administrator who registered it
     * @param accessToken access token for the contacts of the corp
     * @param expiresIn for how many seconds it is valid
     */
    @Discriminator(event = "register_corp")
    record CorpRegistered(
            Payload payload,
            String serviceCorpId,
            String authCorpId,
            String registerCode,
            String templateId,
            String state,
            @Field("AuthUserInfo.UserId") String userId,
            @Field("ContactSync.AccessToken") String accessToken,
            @Field("ContactSync.ExpiresIn") Long expiresIn)
            implements Provider {
        @Override
        public String toString() {
            return Payload.describe(this);
        }
    }

    /**
     * 扫描推广二维码事件: somebody of a registered corp scanned the provider's code.
     *
     * @param payload all that came
     * @param serviceCorpId corp of the provider
     * @param authCorpId corp of who scanned it
     * @param registerCode code of the registration
     * @param templateId id of the registration template
     * @param state state that the link carried
     * @param userId user id of who scanned it
     */
    @Discriminator(event = "enter_register_package")
    record RegistrationEntered(
            Payload payload,
            String serviceCorpId,
            String authCorpId,
            String registerCode,
            String templateId,
            String state,
            @Field("AuthUserInfo.UserId") String userId)
            implements Provider {
        @Override
        public String toString() {
            return Payload.describe(this);
        }
    }

    /**
     * 同意授权转换 external_userid 事件: a corp agreed that ids of customers be converted.
     *
     * @param payload all that came
     * @param serviceCorpId corp of the provider
     * @param authCorpId corp of the customer
     */
    @Discriminator(event = "agree_external_userid_migration")
    record ExternalUserIdMigrationAgreed(Payload payload, String serviceCorpId, String authCorpId) implements Provider {
        @Override
        public String toString() {
            return Payload.describe(this);
        }
    }

    /**
     * 高级接口到期事件: the use of an advanced interface ended.
     *
     * @param payload all that came
     * @param serviceCorpId corp of the provider
     * @param authCorpId corp of the customer
     * @param advancedApiType which interface
     * @param archiveEdition edition of the archive, when it is that one
     */
    @Discriminator(event = "advanced_api_expired")
    record AdvancedApiExpired(
            Payload payload,
            String serviceCorpId,
            String authCorpId,
            @Field("AdvanceApiType") Integer advancedApiType,
            @Field("ChatArchiveApi.Edition") Integer archiveEdition)
            implements Provider {
        @Override
        public String toString() {
            return Payload.describe(this);
        }
    }

    /**
     * 高级接口试用到期事件: the trial of an advanced interface ended.
     *
     * @param payload all that came
     * @param serviceCorpId corp of the provider
     * @param authCorpId corp of the customer
     * @param advancedApiType which interface
     */
    @Discriminator(event = "advanced_api_trial_expired")
    record AdvancedApiTrialExpired(
            Payload payload,
            String serviceCorpId,
            String authCorpId,
            @Field("AdvanceApiType") Integer advancedApiType) implements Provider {
        @Override
        public String toString() {
            return Payload.describe(this);
        }
    }
}
