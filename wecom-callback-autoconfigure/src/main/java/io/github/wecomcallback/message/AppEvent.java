// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.message;

import java.time.Instant;
import org.jspecify.annotations.NullUnmarked;

/** What happens around an app and its users. Any field may be null. */
@NullUnmarked
public interface AppEvent extends WeComMessage {

    /**
     * 成员关注: a member came into the range of the app.
     *
     * @param payload all that came
     * @param eventKey empty, or not there at all
     */
    @Discriminator(event = "subscribe")
    record Subscribed(Payload payload, String eventKey) implements AppEvent {
        @Override
        public String toString() {
            return Payload.describe(this);
        }
    }

    /**
     * 成员取消关注: a member left the range of the app.
     *
     * @param payload all that came
     * @param eventKey empty, or not there at all
     */
    @Discriminator(event = "unsubscribe")
    record Unsubscribed(Payload payload, String eventKey) implements AppEvent {
        @Override
        public String toString() {
            return Payload.describe(this);
        }
    }

    /**
     * 进入应用: a member opened the app.
     *
     * @param payload all that came
     * @param eventKey always empty
     */
    @Discriminator(event = "enter_agent")
    record Entered(Payload payload, String eventKey) implements AppEvent {
        @Override
        public String toString() {
            return Payload.describe(this);
        }
    }

    /**
     * 上报地理位置: the position of a member, for apps that collect it.
     *
     * @param payload all that came
     * @param latitude degrees north
     * @param longitude degrees east
     * @param precision accuracy in metres
     * @param appType {@code wxwork} from the WeCom client; null from WeChat
     */
    @Discriminator(event = "LOCATION")
    record LocationReported(Payload payload, Double latitude, Double longitude, Double precision, String appType)
            implements AppEvent {
        @Override
        public String toString() {
            return Payload.describe(this);
        }
    }

    /**
     * 异步任务完成: an import or export of contacts came to its end.
     *
     * @param payload all that came
     * @param jobId id of the job
     * @param jobType what it did, such as {@code sync_user}
     * @param errCode 0 on success
     * @param errMsg what went wrong
     * @param suiteId id of the suite; null on an app's own URL
     * @param authCorpId corp that authorised the suite; null on an app's own URL
     */
    @Discriminator(event = "batch_job_result")
    record BatchJobFinished(
            Payload payload,
            @Field("BatchJob.JobId") String jobId,
            @Field("BatchJob.JobType") String jobType,
            @Field("BatchJob.ErrCode") Integer errCode,
            @Field("BatchJob.ErrMsg") String errMsg,
            String suiteId,
            String authCorpId)
            implements AppEvent {
        @Override
        public String toString() {
            return Payload.describe(this);
        }
    }

    /**
     * 异步上传临时素材结果: an upload of media came to its end; ask for its result.
     *
     * @param payload all that came
     * @param jobId id of the job
     */
    @Discriminator(event = "upload_media_job_finish")
    record MediaUploadFinished(Payload payload, String jobId) implements AppEvent {
        @Override
        public String toString() {
            return Payload.describe(this);
        }
    }

    /**
     * 应用管理员变更通知: other members administer the app.
     *
     * @param payload all that came
     */
    @Discriminator(event = "change_app_admin")
    record AdminsChanged(Payload payload) implements AppEvent {
        @Override
        public String toString() {
            return Payload.describe(this);
        }
    }

    /**
     * 修改设置工作台自定义开关事件推送: the own look of the app on the workbench was switched on or off.
     *
     * @param payload all that came
     * @param customDisplay whether it is on now
     */
    @Discriminator(event = "switch_workbench_mode")
    record WorkbenchModeSwitched(
            Payload payload, @Field("Mode") Boolean customDisplay) implements AppEvent {
        @Override
        public String toString() {
            return Payload.describe(this);
        }
    }

    /**
     * 长期未使用应用停用预警事件: the app will be switched off, since nobody uses it.
     *
     * @param payload all that came
     * @param effectTime when
     */
    @Discriminator(event = "inactive_alert")
    record DeactivationAnnounced(Payload payload, Instant effectTime) implements AppEvent {
        @Override
        public String toString() {
            return Payload.describe(this);
        }
    }

    /**
     * 长期未使用应用临时停用事件: the app was switched off, since nobody used it.
     *
     * @param payload all that came
     */
    @Discriminator(event = "close_inactive_agent")
    record Deactivated(Payload payload) implements AppEvent {
        @Override
        public String toString() {
            return Payload.describe(this);
        }
    }

    /**
     * 长期未使用应用重新启用事件: an administrator switched the app on again.
     *
     * @param payload all that came
     */
    @Discriminator(event = "reopen_inactive_agent")
    record Reactivated(Payload payload) implements AppEvent {
        @Override
        public String toString() {
            return Payload.describe(this);
        }
    }

    /**
     * 应用低活跃预警事件: the app will lose access to data of customers, since it is used too little.
     *
     * @param payload all that came
     * @param effectTime when
     */
    @Discriminator(event = "low_active_alert")
    record LowActivityAnnounced(Payload payload, Instant effectTime) implements AppEvent {
        @Override
        public String toString() {
            return Payload.describe(this);
        }
    }

    /**
     * 低活跃应用事件: the app lost access to data of customers, since it was used too little.
     *
     * @param payload all that came
     */
    @Discriminator(event = "low_active")
    record LowActivityReached(Payload payload) implements AppEvent {
        @Override
        public String toString() {
            return Payload.describe(this);
        }
    }

    /**
     * 低活跃应用活跃恢复事件: the app is used enough again.
     *
     * @param payload all that came
     */
    @Discriminator(event = "active_restored")
    record ActivityRestored(Payload payload) implements AppEvent {
        @Override
        public String toString() {
            return Payload.describe(this);
        }
    }

    /**
     * 企业互联共享应用事件回调: the app was shared with a corp of the group, or no longer is.
     *
     * @param payload all that came
     * @param appId id of the app in the suite; null on an app's own URL
     * @param corpId upper corp; null on an app's own URL
     * @param suiteId id of the suite; null on an app's own URL
     */
    @Discriminator(event = "share_agent_change")
    record CorpGroupSharingChanged(Payload payload, Integer appId, String corpId, String suiteId) implements AppEvent {
        @Override
        public String toString() {
            return Payload.describe(this);
        }
    }

    /**
     * 上下游共享应用事件回调: the app was shared with a corp of the supply chain, or no longer is.
     *
     * @param payload all that came
     * @param appId id of the app in the suite; null on an app's own URL
     * @param corpId upstream corp; null on an app's own URL
     * @param suiteId id of the suite; null on an app's own URL
     */
    @Discriminator(event = "share_chain_change")
    record ChainSharingChanged(Payload payload, Integer appId, String corpId, String suiteId) implements AppEvent {
        @Override
        public String toString() {
            return Payload.describe(this);
        }
    }

    /**
     * 应用接收专区通知: a program in the data zone has something for the app.
     *
     * @param payload all that came
     * @param notifyId id to fetch it with, within 10 minutes
     * @param notifyScene number that the program chose, 0 to 255
     */
    @Discriminator(event = "program_notify")
    record ProgramNotified(Payload payload, String notifyId, Integer notifyScene) implements AppEvent {
        @Override
        public String toString() {
            return Payload.describe(this);
        }
    }

    /**
     * 域名IP变更事件: the platform has other domains or addresses; allow lists need them.
     *
     * @param payload all that came
     */
    @Discriminator(event = "security", changeType = "change_domain_ip")
    record PlatformAddressesChanged(Payload payload) implements AppEvent {
        @Override
        public String toString() {
            return Payload.describe(this);
        }
    }
}
