// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.message;

import org.jspecify.annotations.NullUnmarked;

/** Changes of schedules, the appointments in a calendar. Any field may be null. */
@NullUnmarked
public interface Schedule extends WeComMessage {

    /**
     * 添加日程事件: a schedule was added.
     *
     * @param payload all that came
     * @param calendarId id of the calendar
     * @param scheduleId id of the schedule
     */
    @Discriminator(event = "add_schedule")
    record Added(Payload payload, @Field("CalId") String calendarId, String scheduleId) implements Schedule {
        @Override
        public String toString() {
            return Payload.describe(this);
        }
    }

    /**
     * 修改日程事件: a schedule was changed.
     *
     * @param payload all that came
     * @param calendarId id of the calendar
     * @param scheduleId id of the schedule
     */
    @Discriminator(event = "modify_schedule")
    record Modified(Payload payload, @Field("CalId") String calendarId, String scheduleId) implements Schedule {
        @Override
        public String toString() {
            return Payload.describe(this);
        }
    }

    /**
     * 删除日程事件: a schedule was deleted.
     *
     * @param payload all that came
     * @param calendarId id of the calendar
     * @param scheduleId id of the schedule
     */
    @Discriminator(event = "delete_schedule")
    record Deleted(Payload payload, @Field("CalId") String calendarId, String scheduleId) implements Schedule {
        @Override
        public String toString() {
            return Payload.describe(this);
        }
    }

    /**
     * 日程回执事件: a participant, who is the sender, answered an invitation.
     *
     * @param payload all that came
     * @param calendarId id of the calendar
     * @param scheduleId id of the schedule
     */
    @Discriminator(event = "respond_schedule")
    record Responded(Payload payload, @Field("CalId") String calendarId, String scheduleId) implements Schedule {
        @Override
        public String toString() {
            return Payload.describe(this);
        }
    }
}
