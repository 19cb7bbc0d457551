// SPDX-License-Identifier: Apache-2.0
package com.qq.weixin.mp.aes;

/** The methods of WeCom's own sample class, which is in no repository: for what the documentation shows of it. */
@SuppressWarnings("unused")
public class WXBizMsgCrypt {

    public WXBizMsgCrypt(String token, String encodingAesKey, String receiveid) throws AesException {}

    public String VerifyURL(String msgSignature, String timeStamp, String nonce, String echoStr) throws AesException {
        throw new AesException();
    }

    public String DecryptMsg(String msgSignature, String timeStamp, String nonce, String postData) throws AesException {
        throw new AesException();
    }

    public String EncryptMsg(String replyMsg, String timeStamp, String nonce) throws AesException {
        throw new AesException();
    }
}
