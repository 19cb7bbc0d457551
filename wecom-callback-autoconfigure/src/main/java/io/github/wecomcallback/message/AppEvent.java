// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.message;

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
     */
    @Discriminator(event = "batch_job_result")
    record BatchJobFinished(
            Payload payload,
            @Field("BatchJob.JobId") String jobId,
            @Field("BatchJob.JobType") String jobType,
            @Field("BatchJob.ErrCode") Integer errCode,
            @Field("BatchJob.ErrMsg") String errMsg)
            implements AppEvent {
        @Override
        public String toString() {
            return Payload.describe(this);
        }
    }
}
