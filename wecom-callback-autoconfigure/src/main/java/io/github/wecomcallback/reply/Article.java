// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.reply;

/**
 * One card of a {@link NewsReply}.
 *
 * @param title the title
 * @param description the description
 * @param url where a tap leads
 * @param picUrl address of the picture
 */
public record Article(String title, String description, String url, String picUrl) {}
