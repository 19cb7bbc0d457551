// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.reply;

import io.github.wecomcallback.message.WeComMessage;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A menu to a customer of customer service. What is clicked comes back as a text with the entry's id, {@code
 * Kf.Text.menuId()}.
 *
 * <pre>{@code
 * Reply.menu("How was it?").click("good", "Good").click("bad", "Bad").tail("Thank you")
 * }</pre>
 *
 * @param head what stands above it, or null
 * @param entries its entries
 * @param tail what stands below it, or null
 */
public record MenuReply(
        @Nullable String head,
        List<Entry> entries,
        @Nullable String tail) implements Reply {

    /** Takes a copy of the entries. */
    public MenuReply {
        entries = List.copyOf(entries);
    }

    /** The same menu with one more entry, which the customer clicks. */
    public MenuReply click(String id, String content) {
        return with(new Entry("click", content, id, null));
    }

    /** The same menu with one more entry, which opens a page. */
    public MenuReply view(String url, String content) {
        return with(new Entry("view", content, url, null));
    }

    /** The same menu with one more entry, which opens a page of a mini program. */
    public MenuReply miniProgram(String appId, String pagePath, String content) {
        return with(new Entry("miniprogram", content, appId, pagePath));
    }

    /** The same menu with one more entry, which is text alone. */
    public MenuReply text(String content) {
        return with(new Entry("text", content, null, null));
    }

    /** The same menu with a text below it. */
    public MenuReply tail(String text) {
        return new MenuReply(head, entries, text);
    }

    private MenuReply with(Entry entry) {
        return new MenuReply(
                head, Stream.concat(entries.stream(), Stream.of(entry)).toList(), tail);
    }

    @Override
    public ReplyKind kind(WeComMessage message) {
        return ReplyKind.MENU;
    }

    @Override
    public byte[] bytes(WeComMessage message, Instant now) {
        ReplyFields menu = new ReplyFields().put("HeadContent", head);
        entries.forEach(entry -> menu.add("List", entry.fields()));
        menu.put("TailContent", tail);
        return ReplyFrame.write(
                message, ReplyFrame.begin(message, now, ReplyKind.MENU).put("Msgmenu", menu));
    }

    @Override
    public long weight() {
        return Weight.of(head, tail) + entries.stream().mapToLong(Entry::weight).sum();
    }

    @Override
    public String toString() {
        return getClass().getSimpleName();
    }

    /**
     * One entry of a menu.
     *
     * @param type {@code click}, {@code view}, {@code miniprogram} or {@code text}
     * @param content what it says
     * @param target the id, URL or app id that it stands for; null for a text
     * @param pagePath the page of a mini program, else null
     */
    public record Entry(
            String type,
            String content,
            @Nullable String target,
            @Nullable String pagePath) {

        ReplyFields fields() {

            return new ReplyFields()
                    .put("Type", type)
                    .put(
                            element(),
                            switch (type) {
                                case "click" ->
                                    new ReplyFields().put("Id", target).put("Content", content);
                                case "view" ->
                                    new ReplyFields().put("Url", target).put("Content", content);
                                case "miniprogram" ->
                                    new ReplyFields()
                                            .put("AppId", target)
                                            .put("PagePath", pagePath)
                                            .put("Content", content);
                                default -> new ReplyFields().put("Content", content);
                            });
        }

        /** Such as {@code Click}; the platform's own names are made when the reply is written. */
        private String element() {
            return Character.toUpperCase(type.charAt(0)) + type.substring(1);
        }

        private long weight() {
            return Weight.of(type, content, target, pagePath);
        }

        @Override
        public String toString() {
            return getClass().getSimpleName();
        }
    }
}
