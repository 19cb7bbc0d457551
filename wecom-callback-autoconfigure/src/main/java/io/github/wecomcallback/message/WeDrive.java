// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.message;

import java.util.List;
import org.jspecify.annotations.NullUnmarked;

/** Changes in the drive (微盘), in spaces that the app created. Any field may be null. */
@NullUnmarked
public interface WeDrive extends WeComMessage {

    /**
     * 解散空间: spaces were dissolved.
     *
     * @param payload all that came
     * @param spaceIds ids of the spaces
     */
    @Discriminator(event = "wedrive_space_change", changeType = "dismiss_space")
    record SpacesDismissed(
            Payload payload, @Field("SpaceId") List<String> spaceIds) implements WeDrive {
        @Override
        public String toString() {
            return Payload.describe(this);
        }
    }

    /**
     * 修改空间成员: others may use the spaces.
     *
     * @param payload all that came
     * @param spaceIds ids of the spaces
     */
    @Discriminator(event = "wedrive_space_change", changeType = "space_member_change")
    record SpaceMembersChanged(
            Payload payload, @Field("SpaceId") List<String> spaceIds) implements WeDrive {
        @Override
        public String toString() {
            return Payload.describe(this);
        }
    }

    /**
     * 修改空间安全设置: security settings of spaces changed.
     *
     * @param payload all that came
     * @param spaceIds ids of the spaces
     */
    @Discriminator(event = "wedrive_space_change", changeType = "space_security_settings_change")
    record SpaceSecurityChanged(
            Payload payload, @Field("SpaceId") List<String> spaceIds) implements WeDrive {
        @Override
        public String toString() {
            return Payload.describe(this);
        }
    }

    /**
     * 创建文件: files were created.
     *
     * @param payload all that came
     * @param fileIds ids of the files
     */
    @Discriminator(event = "wedrive_file_change", changeType = "create_file")
    record FilesCreated(Payload payload, @Field("FileId") List<String> fileIds) implements WeDrive {
        @Override
        public String toString() {
            return Payload.describe(this);
        }
    }

    /**
     * 重命名文件: files were renamed.
     *
     * @param payload all that came
     * @param fileIds ids of the files
     */
    @Discriminator(event = "wedrive_file_change", changeType = "rename_file")
    record FilesRenamed(Payload payload, @Field("FileId") List<String> fileIds) implements WeDrive {
        @Override
        public String toString() {
            return Payload.describe(this);
        }
    }

    /**
     * 更新文件内容: contents of files changed.
     *
     * @param payload all that came
     * @param fileIds ids of the files
     */
    @Discriminator(event = "wedrive_file_change", changeType = "update_file")
    record FilesUpdated(Payload payload, @Field("FileId") List<String> fileIds) implements WeDrive {
        @Override
        public String toString() {
            return Payload.describe(this);
        }
    }

    /**
     * 删除文件: files were deleted.
     *
     * @param payload all that came
     * @param fileIds ids of the files
     */
    @Discriminator(event = "wedrive_file_change", changeType = "delete_file")
    record FilesDeleted(Payload payload, @Field("FileId") List<String> fileIds) implements WeDrive {
        @Override
        public String toString() {
            return Payload.describe(this);
        }
    }

    /**
     * 移动文件: files were moved.
     *
     * @param payload all that came
     * @param fileIds ids of the files
     */
    @Discriminator(event = "wedrive_file_change", changeType = "move_file")
    record FilesMoved(Payload payload, @Field("FileId") List<String> fileIds) implements WeDrive {
        @Override
        public String toString() {
            return Payload.describe(this);
        }
    }

    /**
     * 微盘容量不足事件: more than 90 % of the drive is used; at most once a day.
     *
     * @param payload all that came
     */
    @Discriminator(event = "wedrive_insufficient_capacity")
    record CapacityLow(Payload payload) implements WeDrive {
        @Override
        public String toString() {
            return Payload.describe(this);
        }
    }
}
