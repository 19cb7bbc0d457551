// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.message;

import java.time.Instant;
import org.jspecify.annotations.NullUnmarked;

/** What happens to devices of a vendor. Any field may be null. */
@NullUnmarked
public interface Device extends WeComMessage {

    /**
     * 设备绑定通知: a corp took a device into use.
     *
     * @param payload all that came
     * @param deviceSn serial number of the device
     * @param authCorpId corp that uses the device
     * @param serviceCorpId corp of the provider
     * @param remarkName name that the corp gave it
     * @param modelId id of the model
     */
    @Discriminator(event = "add_device")
    record Bound(
            Payload payload,
            String deviceSn,
            String authCorpId,
            String serviceCorpId,
            String remarkName,
            String modelId)
            implements Device {
        @Override
        public String toString() {
            return Payload.describe(this);
        }
    }

    /**
     * 设备解绑通知: a corp gave a device up.
     *
     * @param payload all that came
     * @param deviceSn serial number of the device
     * @param authCorpId corp that uses the device
     * @param serviceCorpId corp of the provider
     */
    @Discriminator(event = "del_device")
    record Unbound(Payload payload, String deviceSn, String authCorpId, String serviceCorpId) implements Device {
        @Override
        public String toString() {
            return Payload.describe(this);
        }
    }

    /**
     * 设备名称变更通知: a corp gave a device another name.
     *
     * @param payload all that came
     * @param deviceSn serial number of the device
     * @param authCorpId corp that uses the device
     * @param serviceCorpId corp of the provider
     * @param remarkName the new name
     */
    @Discriminator(event = "remark_device_name")
    record Renamed(Payload payload, String deviceSn, String authCorpId, String serviceCorpId, String remarkName)
            implements Device {
        @Override
        public String toString() {
            return Payload.describe(this);
        }
    }

    /**
     * 设备连接通知: a device came online.
     *
     * @param payload all that came
     * @param deviceSn serial number of the device
     * @param authCorpId corp that uses the device
     * @param serviceCorpId corp of the provider
     * @param connectTime when
     */
    @Discriminator(event = "connect_info")
    record Connected(Payload payload, String deviceSn, String authCorpId, String serviceCorpId, Instant connectTime)
            implements Device {
        @Override
        public String toString() {
            return Payload.describe(this);
        }
    }

    /**
     * 设备断开通知: a device went offline.
     *
     * @param payload all that came
     * @param deviceSn serial number of the device
     * @param authCorpId corp that uses the device
     * @param serviceCorpId corp of the provider
     * @param disconnectTime when
     * @param reason code of the reason
     */
    @Discriminator(event = "disconnect_info")
    record Disconnected(
            Payload payload,
            String deviceSn,
            String authCorpId,
            String serviceCorpId,
            Instant disconnectTime,
            Integer reason)
            implements Device {
        @Override
        public String toString() {
            return Payload.describe(this);
        }
    }

    /**
     * 设备特性变更通知: a device can do other things now.
     *
     * @param payload all that came
     * @param deviceSn serial number of the device
     * @param authCorpId corp that uses the device
     * @param serviceCorpId corp of the provider
     */
    @Discriminator(event = "device_feature_change")
    record FeaturesChanged(Payload payload, String deviceSn, String authCorpId, String serviceCorpId)
            implements Device {
        @Override
        public String toString() {
            return Payload.describe(this);
        }
    }

    /**
     * 设备异常上报通知: a device reported an error.
     *
     * @param payload all that came
     * @param deviceSn serial number of the device
     * @param serviceCorpId corp of the provider
     * @param errCode number of the error
     * @param errMsg what went wrong
     */
    @Discriminator(event = "error_report")
    record ErrorReported(Payload payload, String deviceSn, String serviceCorpId, Integer errCode, String errMsg)
            implements Device {
        @Override
        public String toString() {
            return Payload.describe(this);
        }
    }

    /**
     * 设备日志上传完成通知: the log of a device was uploaded.
     *
     * @param payload all that came
     * @param deviceSn serial number of the device
     * @param serviceCorpId corp of the provider
     * @param mediaId id to download it with
     */
    @Discriminator(event = "fetch_log_finish")
    record LogUploaded(Payload payload, String deviceSn, String serviceCorpId, String mediaId) implements Device {
        @Override
        public String toString() {
            return Payload.describe(this);
        }
    }
}
