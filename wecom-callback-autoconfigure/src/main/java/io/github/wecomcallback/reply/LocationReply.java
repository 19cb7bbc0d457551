// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.reply;

import io.github.wecomcallback.message.WeComMessage;
import java.time.Instant;

/**
 * A place, to a customer of customer service.
 *
 * @param name its name
 * @param address its address
 * @param latitude its latitude
 * @param longitude its longitude
 */
public record LocationReply(String name, String address, double latitude, double longitude) implements Reply {

    @Override
    public ReplyKind kind(WeComMessage message) {
        return ReplyKind.LOCATION;
    }

    @Override
    public byte[] bytes(WeComMessage message, Instant now) {
        ReplyFields place = new ReplyFields()
                .put("Name", name)
                .put("Address", address)
                .put("Latitude", latitude)
                .put("Longitude", longitude);
        return ReplyFrame.write(
                message, ReplyFrame.begin(message, now, ReplyKind.LOCATION).put("Location", place));
    }

    @Override
    public long weight() {
        return Weight.of(name, address);
    }

    @Override
    public String toString() {
        return getClass().getSimpleName();
    }
}
