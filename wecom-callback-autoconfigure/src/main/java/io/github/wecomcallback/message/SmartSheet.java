// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.message;

import java.util.List;
import org.jspecify.annotations.NullUnmarked;

/** Changes of smart sheets that the app created. Any field may be null. */
@NullUnmarked
public interface SmartSheet extends WeComMessage {

    /**
     * 智能表格新增字段事件: fields were added.
     *
     * @param payload all that came
     * @param docId id of the document
     * @param sheetId id of the sheet in it
     * @param fieldIds ids of the fields
     */
    @Discriminator(event = "smart_sheet_change", changeType = "add_filed")
    record FieldsAdded(
            Payload payload,
            String docId,
            String sheetId,
            @Field("FieldId") List<String> fieldIds) implements SmartSheet {
        @Override
        public String toString() {
            return Payload.describe(this);
        }
    }

    /**
     * 智能表格更新字段事件: fields were changed.
     *
     * @param payload all that came
     * @param docId id of the document
     * @param sheetId id of the sheet in it
     * @param fieldIds ids of the fields
     */
    @Discriminator(event = "smart_sheet_change", changeType = "update_filed")
    record FieldsUpdated(
            Payload payload,
            String docId,
            String sheetId,
            @Field("FieldId") List<String> fieldIds) implements SmartSheet {
        @Override
        public String toString() {
            return Payload.describe(this);
        }
    }

    /**
     * 智能表格删除字段事件: fields were deleted.
     *
     * @param payload all that came
     * @param docId id of the document
     * @param sheetId id of the sheet in it
     * @param fieldIds ids of the fields
     */
    @Discriminator(event = "smart_sheet_change", changeType = "delete_filed")
    record FieldsDeleted(
            Payload payload,
            String docId,
            String sheetId,
            @Field("FieldId") List<String> fieldIds) implements SmartSheet {
        @Override
        public String toString() {
            return Payload.describe(this);
        }
    }

    /**
     * 智能表格新增记录事件: records were added. Many come in several messages.
     *
     * @param payload all that came
     * @param docId id of the document
     * @param sheetId id of the sheet in it
     * @param recordIds ids of the records, up to 1000
     */
    @Discriminator(event = "smart_sheet_change", changeType = "add_record")
    record RecordsAdded(
            Payload payload,
            String docId,
            String sheetId,
            @Field("RecordId") List<String> recordIds) implements SmartSheet {
        @Override
        public String toString() {
            return Payload.describe(this);
        }
    }

    /**
     * 智能表格更新记录事件: records were changed. Many come in several messages.
     *
     * @param payload all that came
     * @param docId id of the document
     * @param sheetId id of the sheet in it
     * @param recordIds ids of the records, up to 1000
     */
    @Discriminator(event = "smart_sheet_change", changeType = "update_record")
    record RecordsUpdated(
            Payload payload,
            String docId,
            String sheetId,
            @Field("RecordId") List<String> recordIds) implements SmartSheet {
        @Override
        public String toString() {
            return Payload.describe(this);
        }
    }

    /**
     * 智能表格删除记录事件: records were deleted. Many come in several messages.
     *
     * @param payload all that came
     * @param docId id of the document
     * @param sheetId id of the sheet in it
     * @param recordIds ids of the records, up to 1000
     */
    @Discriminator(event = "smart_sheet_change", changeType = "delete_record")
    record RecordsDeleted(
            Payload payload,
            String docId,
            String sheetId,
            @Field("RecordId") List<String> recordIds) implements SmartSheet {
        @Override
        public String toString() {
            return Payload.describe(this);
        }
    }
}
