// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.message;

import java.time.Instant;
import java.util.List;
import lombok.Getter;
import lombok.RequiredArgsConstructor;
import lombok.experimental.Accessors;
import org.jspecify.annotations.NullUnmarked;

/** Events and commands for devices that are connected through their vendor's cloud. Any field may be null. */
@NullUnmarked
public interface DeviceCloud extends WeComMessage {

    /** The device that is meant, and the request about it. */
    Device device();

    /**
     * 企业绑定设备事件: a corp binds a device. A reply within a second can refuse.
     *
     * @param payload all that came
     * @param device the device, and the request
     * @param authCode code to exchange for the credential of the device
     * @param verifCode code that the user typed
     */
    @Discriminator(source = Source.DEVICE_CLOUD, event = "bind")
    record Bound(
            Payload payload,
            @Field("base_info") Device device,
            @Field("event.auth_code") String authCode,
            @Field("event.verif_code") String verifCode)
            implements DeviceCloud {
        @Override
        public String toString() {
            return Payload.describe(this);
        }
    }

    /**
     * 企业解绑设备事件: a corp unbound a device.
     *
     * @param payload all that came
     * @param device the device, and the request
     */
    @Discriminator(source = Source.DEVICE_CLOUD, event = "unbind")
    record Unbound(Payload payload, @Field("base_info") Device device) implements DeviceCloud {
        @Override
        public String toString() {
            return Payload.describe(this);
        }
    }

    /**
     * 设备通讯录变更事件: the users of a device changed.
     *
     * @param payload all that came
     * @param device the device, and the request
     * @param permVersion version of the permissions
     * @param created users that were added
     * @param updated users that were changed
     * @param deleted users that were removed
     */
    @Discriminator(source = Source.DEVICE_CLOUD, event = "contact_change")
    record UsersChanged(
            Payload payload,
            @Field("base_info") Device device,
            @Field("event.perm_version") Long permVersion,
            @Field("event.create_user") List<User> created,
            @Field("event.update_user") List<User> updated,
            @Field("event.delete_user") List<User> deleted)
            implements DeviceCloud {
        @Override
        public String toString() {
            return Payload.describe(this);
        }
    }

    /**
     * A user of a device.
     *
     * @param openUserId open user id
     * @param userType sort of user
     */
    record User(String openUserId, Coded<UserType> userType) {
        @Override
        public String toString() {
            return getClass().getSimpleName();
        }
    }

    /**
     * 获取设备状态指令: the state of the device is to be reported at once.
     *
     * @param payload all that came
     * @param device the device, and the request
     */
    @Discriminator(source = Source.DEVICE_CLOUD, event = "fetch_device_status")
    record StatusRequested(
            Payload payload, @Field("base_info") Device device) implements DeviceCloud {
        @Override
        public String toString() {
            return Payload.describe(this);
        }
    }

    /**
     * 用户扫码指令: a member scanned the code of a device. A reply within a second says whether it is online.
     *
     * @param payload all that came
     * @param device the device, and the request
     * @param operId id of the operation
     * @param openUserId open user id of the member
     * @param state parameter of the code
     * @param userType sort of user
     * @param authCode code for further calls
     * @param expiresIn seconds for which that code holds
     * @param authCodeType what that code is for
     */
    @Discriminator(source = Source.DEVICE_CLOUD, event = "user_scan")
    record CodeScanned(
            Payload payload,
            @Field("base_info") Device device,
            @Field("command.oper_id") String operId,
            @Field("command.open_userid") String openUserId,
            @Field("command.state") String state,
            @Field("command.user_type") Coded<UserType> userType,
            @Field("command.auth_code") String authCode,
            @Field("command.expires_in") Integer expiresIn,
            @Field("command.auth_code_type") Coded<AuthCodeType> authCodeType)
            implements DeviceCloud {
        @Override
        public String toString() {
            return Payload.describe(this);
        }
    }

    /**
     * 识别信息录入指令: the device is to show the page on which a face or fingerprint is enrolled.
     *
     * @param payload all that came
     * @param device the device, and the request
     * @param pageType what is enrolled
     * @param operId id of the operation
     * @param openUserId open user id of who is enrolled
     * @param userType sort of user
     */
    @Discriminator(source = Source.DEVICE_CLOUD, event = "enter_page")
    record EnrolmentRequested(
            Payload payload,
            @Field("base_info") Device device,
            @Field("command.page_type") Coded<PageType> pageType,
            @Field("command.oper_id") String operId,
            @Field("command.open_userid") String openUserId,
            @Field("command.user_type") Coded<UserType> userType)
            implements DeviceCloud {
        @Override
        public String toString() {
            return Payload.describe(this);
        }
    }

    /**
     * 取消识别信息录入指令: the device is to leave the page for enrolment.
     *
     * @param payload all that came
     * @param device the device, and the request
     * @param pageType what was to be enrolled
     * @param operId id of the operation
     * @param openUserId open user id of who was to be enrolled
     * @param userType sort of user
     */
    @Discriminator(source = Source.DEVICE_CLOUD, event = "exit_page")
    record EnrolmentCancelled(
            Payload payload,
            @Field("base_info") Device device,
            @Field("command.page_type") Coded<PageType> pageType,
            @Field("command.oper_id") String operId,
            @Field("command.open_userid") String openUserId,
            @Field("command.user_type") Coded<UserType> userType)
            implements DeviceCloud {
        @Override
        public String toString() {
            return Payload.describe(this);
        }
    }

    /**
     * 远程开门指令: a member opens the door from afar.
     *
     * @param payload all that came
     * @param device the device, and the request
     * @param openUserId open user id of the member
     * @param operId id of the operation
     */
    @Discriminator(source = Source.DEVICE_CLOUD, event = "remote_open_door")
    record DoorOpened(
            Payload payload,
            @Field("base_info") Device device,
            @Field("command.open_userid") String openUserId,
            @Field("command.oper_id") String operId)
            implements DeviceCloud {
        @Override
        public String toString() {
            return Payload.describe(this);
        }
    }

    /**
     * 推送打印任务: a print job was submitted, or its settings were changed.
     *
     * @param payload all that came
     * @param device the device, and the request
     * @param openUserId open user id of the member
     * @param jobId id of the job
     */
    @Discriminator(source = Source.DEVICE_CLOUD, event = "printer_job_submit")
    record PrintJobSubmitted(
            Payload payload,
            @Field("base_info") Device device,
            @Field("command.open_userid") String openUserId,
            @Field("command.jobid") String jobId)
            implements DeviceCloud {
        @Override
        public String toString() {
            return Payload.describe(this);
        }
    }

    /**
     * 推送打印转码任务: a file is to be converted for the preview of a print job.
     *
     * @param payload all that came
     * @param device the device, and the request
     * @param openUserId open user id of the member
     * @param jobId id of the job
     * @param downloadUrl address of the encrypted file
     * @param encodingAesKey AES key of the file
     * @param docName name of the file
     * @param docSize its size in bytes
     * @param settings how to convert
     */
    @Discriminator(source = Source.DEVICE_CLOUD, event = "printer_job_trans")
    record PrintPreviewRequested(
            Payload payload,
            @Field("base_info") Device device,
            @Field("command.open_userid") String openUserId,
            @Field("command.jobid") String jobId,
            @Field("command.download_url") String downloadUrl,

            @Field({"command.encoding_aeskey", "command.aes_key"})
            String encodingAesKey,

            @Field("command.doc_name") String docName,
            @Field("command.doc_size") Long docSize,
            @Field("command.trans_setting") PrintSettings settings)
            implements DeviceCloud {
        @Override
        public String toString() {
            return Payload.describe(this);
        }
    }

    /**
     * How to convert a file.
     *
     * @param version version of the settings
     * @param settings the settings
     */
    record PrintSettings(
            Integer version, @Field("setting_list") List<PrintSetting> settings) {
        @Override
        public String toString() {
            return getClass().getSimpleName();
        }
    }

    /**
     * One setting.
     *
     * @param key its name
     * @param values what was chosen
     */
    record PrintSetting(String key, @Field("value") List<String> values) {
        @Override
        public String toString() {
            return getClass().getSimpleName();
        }
    }

    /**
     * 删除打印任务: a print job was deleted.
     *
     * @param payload all that came
     * @param device the device, and the request
     * @param jobId id of the job
     */
    @Discriminator(source = Source.DEVICE_CLOUD, event = "printer_job_del")
    record PrintJobDeleted(
            Payload payload,
            @Field("base_info") Device device,
            @Field("command.jobid") String jobId) implements DeviceCloud {
        @Override
        public String toString() {
            return Payload.describe(this);
        }
    }

    /**
     * The device that is meant, and the request about it.
     *
     * @param requestId id of the request
     * @param serialNumber serial number of the device
     * @param createTime when the request was made
     * @param modelId id of the model
     * @param authCorpId the corp to which the device is bound
     * @param serviceCorpId the vendor's corp
     */
    record Device(
            @Field("req_id") String requestId,
            @Field("device_sn") String serialNumber,
            Instant createTime,
            String modelId,
            String authCorpId,
            String serviceCorpId) {
        @Override
        public String toString() {
            return getClass().getSimpleName();
        }
    }

    /** Sort of user. */
    @Getter
    @Accessors(fluent = true)
    @RequiredArgsConstructor
    enum UserType implements WireCode {
        /** A code that this version does not know. */
        UNKNOWN(""),
        /** A member. */
        MEMBER("0"),
        /** An administrator. */
        ADMINISTRATOR("1"),
        /** A student. */
        STUDENT("2");

        private final String code;
    }

    /** What is enrolled. */
    @Getter
    @Accessors(fluent = true)
    @RequiredArgsConstructor
    enum PageType implements WireCode {
        /** A code that this version does not know. */
        UNKNOWN(""),
        /** A face. */
        FACE("fa"),
        /** A fingerprint. */
        FINGERPRINT("fp");

        private final String code;
    }

    /** What the code of a scan is for. */
    @Getter
    @Accessors(fluent = true)
    @RequiredArgsConstructor
    enum AuthCodeType implements WireCode {
        /** A code that this version does not know. */
        UNKNOWN(""),
        /** To scan a file. */
        SCAN_FILE("1");

        private final String code;
    }
}
