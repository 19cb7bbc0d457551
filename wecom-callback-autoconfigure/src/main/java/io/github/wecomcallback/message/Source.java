// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.message;

/** The family of payloads that a payload belongs to. Families use the same words for different things. */
public enum Source {
    /** Apps, built-in modules, third-party suites, providers and device vendors: {@code Event} or {@code InfoType}. */
    APP,
    /** AI bots (智能机器人). */
    BOT,
    /** Group bots of the older kind. */
    GROUP_BOT,
    /** Customer service of mini programs. */
    MINI_PROGRAM,
    /** Customer service (微信客服): what is pulled after the bell rang. */
    KF,
    /** Devices that are connected through their vendor's cloud. */
    DEVICE_CLOUD,
    /** The data zone (数据与智能专区). */
    DATA_ZONE,
    /** Payments to the outside (对外收款). */
    EXTERNAL_PAY
}
