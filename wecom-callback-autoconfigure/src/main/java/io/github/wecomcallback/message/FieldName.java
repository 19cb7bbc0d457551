// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.message;

/** The spellings of a name that mean the same: case and underscores do not count. */
final class FieldName {

    private FieldName() {}

    static String normalized(String name) {
        StringBuilder normalized = new StringBuilder(name.length());
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c != '_') {
                normalized.append(Character.toLowerCase(c));
            }
        }
        return normalized.toString();
    }
}
