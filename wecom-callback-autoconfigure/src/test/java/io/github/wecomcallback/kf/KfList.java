// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.kf;

import io.github.wecomcallback.support.ApiServer;
import io.github.wecomcallback.support.ApiServer.Answer;
import io.github.wecomcallback.support.ApiServer.Call;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What customers wrote, as {@code kf/sync_msg} tells it: a cursor is the number of items before it. */
final class KfList {

    static final String SYNC = "/cgi-bin/kf/sync_msg";
    static final String SEND = "/cgi-bin/kf/send_msg";
    static final String SEND_ON_EVENT = "/cgi-bin/kf/send_msg_on_event";

    private static final JsonMapper JSON = new JsonMapper();

    private final List<String> items = new CopyOnWriteArrayList<>();
    private final AtomicInteger ids = new AtomicInteger();
    private final ApiServer server;
    private volatile int pageSize = 1_000;

    KfList(ApiServer server) {
        this.server = server;
        server.on(SYNC, this::page).on(SEND, call -> Answer.ok()).on(SEND_ON_EVENT, call -> Answer.ok());
    }

    KfList pagesOf(int size) {
        pageSize = size;
        return this;
    }

    KfList text(String customer, String content) {
        return text(customer, content, Instant.now());
    }

    KfList text(String customer, String content, Instant sent) {
        return item("""
                {"msgid":"m%d","open_kfid":"wk1","external_userid":"%s","send_time":%d,"origin":3,\
                "msgtype":"text","text":{"content":"%s"}}""".formatted(ids.incrementAndGet(), customer, sent.getEpochSecond(), content));
    }

    KfList item(String json) {
        items.add(json);
        return this;
    }

    Answer page(Call call) {
        JsonNode body = body(call);
        return pageFrom(
                body.has("cursor") ? Integer.parseInt(body.path("cursor").asString()) : 0);
    }

    Answer pageFrom(int begin) {
        int end = Math.min(items.size(), begin + pageSize);
        return Answer.json("{\"errcode\":0,\"errmsg\":\"ok\",\"next_cursor\":\"" + end + "\",\"has_more\":"
                + (end < items.size() ? 1 : 0) + ",\"msg_list\":[" + String.join(",", items.subList(begin, end))
                + "]}");
    }

    /** What each pull asked for. */
    List<JsonNode> pulls() {
        return bodies(SYNC);
    }

    /** What was sent to customers. */
    List<JsonNode> sent() {
        return bodies(SEND);
    }

    List<JsonNode> bodies(String path) {
        return server.calls(path).stream().map(KfList::body).toList();
    }

    private static JsonNode body(Call call) {
        return JSON.readTree(call.body());
    }
}
