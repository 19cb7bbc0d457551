// SPDX-License-Identifier: Apache-2.0
package com.qq.weixin.mp.aes;

/** What {@link WXBizMsgCrypt} throws. */
public class AesException extends Exception {

    private static final long serialVersionUID = 1L;
}
