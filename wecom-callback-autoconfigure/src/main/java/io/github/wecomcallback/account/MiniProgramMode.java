// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.account;

/** How a mini program sends its messages, as its console says. */
public enum MiniProgramMode {
    /** 明文模式: neither encrypted nor signed as a whole. Only the query's signature can be checked. */
    PLAINTEXT,
    /** 兼容模式: in the open and encrypted. Only the encrypted part is believed. */
    COMPATIBLE,
    /** 安全模式: encrypted. */
    SECURE
}
