// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.test;

/** Changes fields of a plaintext; what is not changed stays as it is. */
interface FieldEditor {

    static FieldEditor of(String plaintext) {
        return plaintext.stripLeading().startsWith("{") ? new JsonEditor(plaintext) : new XmlEditor(plaintext);
    }

    /** Sets a field, and makes it where there is none. */
    void set(String path, Object value);

    /** Removes a field. Without an index, all of that name. */
    void remove(String path);

    /** The plaintext as it is now. */
    String text();
}
