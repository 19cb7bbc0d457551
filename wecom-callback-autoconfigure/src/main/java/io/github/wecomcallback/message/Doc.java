// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.message;

import java.util.List;
import org.jspecify.annotations.NullUnmarked;

/** Changes of documents and forms that the app created. Any field may be null. */
@NullUnmarked
public interface Doc extends WeComMessage {

    /**
     * 修改文档成员事件: others may use the documents.
     *
     * @param payload all that came
     * @param docIds ids of the documents
     */
    @Discriminator(event = "doc_change", changeType = "doc_member_change")
    record MembersChanged(Payload payload, @Field("DocId") List<String> docIds) implements Doc {
        @Override
        public String toString() {
            return Payload.describe(this);
        }
    }

    /**
     * 删除文档事件: documents were deleted.
     *
     * @param payload all that came
     * @param docIds ids of the documents
     */
    @Discriminator(event = "doc_change", changeType = "delete_doc")
    record Deleted(Payload payload, @Field("DocId") List<String> docIds) implements Doc {
        @Override
        public String toString() {
            return Payload.describe(this);
        }
    }

    /**
     * 收集表完成事件: forms were filled in.
     *
     * @param payload all that came
     * @param formIds ids of the forms
     */
    @Discriminator(event = "doc_change", changeType = "form_complete")
    record FormCompleted(Payload payload, @Field("FormId") List<String> formIds) implements Doc {
        @Override
        public String toString() {
            return Payload.describe(this);
        }
    }

    /**
     * 删除收集表事件: forms were deleted.
     *
     * @param payload all that came
     * @param formIds ids of the forms
     */
    @Discriminator(event = "doc_change", changeType = "delete_form")
    record FormDeleted(Payload payload, @Field("FormId") List<String> formIds) implements Doc {
        @Override
        public String toString() {
            return Payload.describe(this);
        }
    }

    /**
     * 修改收集表设置事件: settings of forms changed.
     *
     * @param payload all that came
     * @param formIds ids of the forms
     */
    @Discriminator(event = "doc_change", changeType = "form_settings_change")
    record FormSettingsChanged(
            Payload payload, @Field("FormId") List<String> formIds) implements Doc {
        @Override
        public String toString() {
            return Payload.describe(this);
        }
    }
}
