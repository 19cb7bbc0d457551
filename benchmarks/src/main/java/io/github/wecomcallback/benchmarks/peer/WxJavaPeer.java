// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.benchmarks.peer;

import io.github.wecomcallback.benchmarks.sample.Platform;
import io.github.wecomcallback.benchmarks.sample.Sample;
import me.chanjar.weixin.cp.api.WxCpService;
import me.chanjar.weixin.cp.api.impl.WxCpServiceImpl;
import me.chanjar.weixin.cp.bean.message.WxCpXmlMessage;
import me.chanjar.weixin.cp.bean.message.WxCpXmlOutMessage;
import me.chanjar.weixin.cp.config.impl.WxCpDefaultConfigImpl;
import me.chanjar.weixin.cp.message.WxCpMessageRouter;

/**
 * WxJava as its users write it, and at its fastest: rules that are not asynchronous, and no check for redeliveries, which
 * would look through all that it remembers.
 */
public final class WxJavaPeer {

    private final WxCpDefaultConfigImpl config = config();
    private final WxCpMessageRouter router = router(config);

    /** What its users' controllers do with a request. */
    public String receive(String signature, String timestamp, String nonce, String body) {
        WxCpXmlMessage in = WxCpXmlMessage.fromEncryptedXml(body, config, timestamp, nonce, signature);
        WxCpXmlOutMessage out = router.route(in);
        return out == null ? "" : out.toEncryptedXml(config);
    }

    /** The settings. */
    public static WxCpDefaultConfigImpl config() {
        WxCpDefaultConfigImpl config = new WxCpDefaultConfigImpl();
        config.setCorpId(Platform.CORP_ID);
        config.setToken(Platform.TOKEN);
        config.setAesKey(Platform.AES_KEY);
        return config;
    }

    /** A router without rules. */
    public static WxCpMessageRouter emptyRouter(WxCpDefaultConfigImpl config) {
        WxCpService service = new WxCpServiceImpl();
        service.setWxCpConfigStorage(config);
        WxCpMessageRouter router = new WxCpMessageRouter(service);
        router.setMessageDuplicateChecker(id -> false);
        return router;
    }

    /** The reply to a text. */
    public static WxCpXmlOutMessage textTo(WxCpXmlMessage message) {
        return WxCpXmlOutMessage.TEXT()
                .content(Sample.replyTo(message.getContent()))
                .fromUser(message.getToUserName())
                .toUser(message.getFromUserName())
                .build();
    }

    private static WxCpMessageRouter router(WxCpDefaultConfigImpl config) {
        WxCpMessageRouter router = emptyRouter(config);
        router.rule()
                .async(false)
                .msgType("text")
                .handler((message, context, service, sessions) -> textTo(message))
                .end();
        router.rule()
                .async(false)
                .msgType("event")
                .event("template_card_event")
                .handler((message, context, service, sessions) -> {
                    Handlers.SEEN.add(message.getTaskId().length());
                    return null;
                })
                .end();
        router.rule()
                .async(false)
                .msgType("event")
                .event("sys_approval_change")
                .handler((message, context, service, sessions) -> {
                    Handlers.SEEN.add(message.getApprovalInfo().getSpName().length());
                    return null;
                })
                .end();
        return router;
    }
}
