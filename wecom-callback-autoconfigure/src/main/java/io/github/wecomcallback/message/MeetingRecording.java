// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.message;

import org.jspecify.annotations.NullUnmarked;

/** Recording of meetings in the cloud. Any field may be null. */
@NullUnmarked
public interface MeetingRecording extends WeComMessage {

    /**
     * 开始云录制事件: a recording began.
     *
     * @param payload all that came
     * @param meetingId id of the meeting
     * @param fromUserTmpOpenId id of the actor within this meeting, also for guests
     */
    @Discriminator(event = "meeting_change", changeType = "start_recording")
    record Started(Payload payload, String meetingId, String fromUserTmpOpenId) implements MeetingRecording {
        @Override
        public String toString() {
            return Payload.describe(this);
        }
    }

    /**
     * 暂停云录制事件: a recording was paused.
     *
     * @param payload all that came
     * @param meetingId id of the meeting
     * @param fromUserTmpOpenId id of the actor within this meeting, also for guests
     */
    @Discriminator(event = "meeting_change", changeType = "pause_recording")
    record Paused(Payload payload, String meetingId, String fromUserTmpOpenId) implements MeetingRecording {
        @Override
        public String toString() {
            return Payload.describe(this);
        }
    }

    /**
     * 恢复云录制事件: a recording went on.
     *
     * @param payload all that came
     * @param meetingId id of the meeting
     * @param fromUserTmpOpenId id of the actor within this meeting, also for guests
     */
    @Discriminator(event = "meeting_change", changeType = "resume_recording")
    record Resumed(Payload payload, String meetingId, String fromUserTmpOpenId) implements MeetingRecording {
        @Override
        public String toString() {
            return Payload.describe(this);
        }
    }

    /**
     * 停止云录制事件: a recording was stopped.
     *
     * @param payload all that came
     * @param meetingId id of the meeting
     * @param fromUserTmpOpenId id of the actor within this meeting, also for guests
     */
    @Discriminator(event = "meeting_change", changeType = "stop_recording")
    record Stopped(Payload payload, String meetingId, String fromUserTmpOpenId) implements MeetingRecording {
        @Override
        public String toString() {
            return Payload.describe(this);
        }
    }

    /**
     * 云录制已完成事件: a recording is ready, some time after the meeting.
     *
     * @param payload all that came
     * @param meetingId id of the meeting
     * @param fromUserTmpOpenId id of the actor within this meeting, also for guests
     */
    @Discriminator(event = "meeting_change", changeType = "recording_complete")
    record Completed(Payload payload, String meetingId, String fromUserTmpOpenId) implements MeetingRecording {
        @Override
        public String toString() {
            return Payload.describe(this);
        }
    }

    /**
     * 删除云录制事件: a recording was deleted.
     *
     * @param payload all that came
     * @param meetingId id of the meeting
     * @param fromUserTmpOpenId id of the actor within this meeting, also for guests
     */
    @Discriminator(event = "meeting_change", changeType = "delete_recording")
    record Deleted(Payload payload, String meetingId, String fromUserTmpOpenId) implements MeetingRecording {
        @Override
        public String toString() {
            return Payload.describe(this);
        }
    }
}
