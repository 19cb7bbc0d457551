// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.bot;

import io.github.wecomcallback.handler.CallbackContext;
import io.github.wecomcallback.reply.CardReply;
import io.github.wecomcallback.reply.MarkdownReply;
import io.github.wecomcallback.reply.RawReply;
import io.github.wecomcallback.reply.Reply;
import io.github.wecomcallback.reply.TextReply;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Supplier;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Answers a message to a bot later than a reply can: by its {@code response_url}, which takes one message of markdown, or in
 * single chats a card, within an hour.
 *
 * <pre>{@code
 * @WeComMessageHandler
 * void report(Bot.Text question, CallbackContext context) {
 *   reports.generate(question.content())
 *       .thenAccept(report -> responder.respond(context, "**已完成**:" + report.url()));
 * }
 * }</pre>
 *
 * <p>Thread-safe.
 */
public class BotResponder {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration HOUR = Duration.ofHours(1);
    private static final int MAX_REMEMBERED = 100_000;

    private final UsedAddresses used = new UsedAddresses(HOUR, MAX_REMEMBERED);
    private final Supplier<RestClient> client;
    private final Clock clock;

    /**
     * @param client sends, with timeouts of its own; asked for when it is needed
     * @param clock tells the time
     */
    public BotResponder(Supplier<RestClient> client, Clock clock) {
        this.client = client;
        this.clock = clock;
    }

    /**
     * Sends markdown.
     *
     * @param context the callback that brought the message
     * @param markdown the text, of which 20,480 bytes are sent
     * @throws BotResponseException when it was not sent
     */
    public void respond(CallbackContext context, String markdown) {
        respond(context, Reply.markdown(markdown));
    }

    /**
     * Sends a reply.
     *
     * @param context the callback that brought the message
     * @param reply a {@link Reply#markdown}, {@link Reply#text}, which is sent as markdown, {@link Reply#card} or {@link
     *     Reply#raw}
     * @throws IllegalArgumentException when it is another, or a card in a group
     * @throws BotResponseException when it was not sent: the message is more than an hour old, was responded to before, or
     *     the platform does not take it
     */
    public void respond(CallbackContext context, Reply reply) {
        byte[] body = body(context, reply);
        URI address = HttpFailure.address(context.payload().get("response_url"));
        if (address == null) {
            throw new BotResponseException("There is no response_url in " + context.payload());
        }
        if (!clock.instant().isBefore(context.receivedAt().plus(HOUR))) {
            throw new BotResponseException("A response_url is good for an hour, which is over");
        }
        if (!used.use(address, clock.instant())) {
            throw new BotResponseException("A response_url takes one message, which was sent before or is being sent");
        }
        boolean sent = false;
        try {
            send(address, body);
            sent = true;
        } finally {
            if (!sent) {
                used.release(address);
            }
        }
    }

    private byte[] body(CallbackContext context, Reply reply) {
        Reply sent = reply instanceof TextReply text ? Reply.markdown(text.content()) : reply;
        boolean fits = sent instanceof MarkdownReply || sent instanceof CardReply || sent instanceof RawReply;
        if (!fits) {
            throw new IllegalArgumentException("A response_url takes markdown or a card, not a "
                    + reply.getClass().getSimpleName());
        }
        if (sent instanceof CardReply && "group".equals(context.payload().get("chattype"))) {
            throw new IllegalArgumentException("A response_url takes cards in single chats only");
        }
        return sent.plaintext(context.payload(), clock.instant()).getBytes(StandardCharsets.UTF_8);
    }

    private void send(URI address, byte[] body) {
        try {
            ResponseEntity<byte[]> answer = client.get()
                    .post()
                    .uri(address)
                    .contentType(MediaType.APPLICATION_JSON)
                    .body(body)
                    .retrieve()
                    .onStatus(status -> true, (request, response) -> {})
                    .toEntity(byte[].class);
            check(answer);
        } catch (RestClientException ex) {
            throw new BotResponseException("The response_url does not answer", HttpFailure.cause(ex));
        }
    }

    /** The platform says in the body what is wrong. */
    private static void check(ResponseEntity<byte[]> answer) {
        if (!answer.getStatusCode().is2xxSuccessful()) {
            throw new BotResponseException(
                    "The response_url answered " + answer.getStatusCode().value());
        }
        byte[] body = answer.getBody();
        if (body == null || body.length == 0) {
            return;
        }
        JsonNode json;
        try {
            json = JSON.readTree(body);
        } catch (JacksonException ex) {
            throw new BotResponseException("The response_url answered with something that is no JSON");
        }
        int code = json.path("errcode").asInt(0);
        if (code != 0) {
            throw new BotResponseException("The platform refused the response: errcode " + code + ", "
                    + json.path("errmsg").asString(""));
        }
    }
}
