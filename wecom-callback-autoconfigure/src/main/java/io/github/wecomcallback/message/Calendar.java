// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.message;

import org.jspecify.annotations.NullUnmarked;

/** Changes of calendars that the app may see. Any field may be null. */
@NullUnmarked
public interface Calendar extends WeComMessage {

    /**
     * 添加日历事件: a calendar was added.
     *
     * @param payload all that came
     * @param calendarId id of the calendar
     */
    @Discriminator(event = "add_calendar")
    record Added(Payload payload, @Field("CalId") String calendarId) implements Calendar {
        @Override
        public String toString() {
            return Payload.describe(this);
        }
    }

    /**
     * 修改日历事件: the administrator of a calendar changed it.
     *
     * @param payload all that came
     * @param calendarId id of the calendar
     */
    @Discriminator(event = "modify_calendar")
    record Modified(Payload payload, @Field("CalId") String calendarId) implements Calendar {
        @Override
        public String toString() {
            return Payload.describe(this);
        }
    }

    /**
     * 删除日历事件: a calendar was deleted.
     *
     * @param payload all that came
     * @param calendarId id of the calendar
     */
    @Discriminator(event = "delete_calendar")
    record Deleted(Payload payload, @Field("CalId") String calendarId) implements Calendar {
        @Override
        public String toString() {
            return Payload.describe(this);
        }
    }
}
