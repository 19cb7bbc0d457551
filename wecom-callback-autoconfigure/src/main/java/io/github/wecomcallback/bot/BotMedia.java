// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.bot;

import io.github.wecomcallback.account.Account;
import io.github.wecomcallback.bot.BoundedOutputStream.TooLongException;
import io.github.wecomcallback.crypto.CryptoException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;

/**
 * Reads the pictures, files and videos that people send to a bot: fetches them from the address that the message carries,
 * which is good for five minutes, and opens them with the account's key.
 *
 * <pre>{@code
 * @WeComMessageHandler
 * Reply describe(Bot.Image image, CallbackContext context) {
 *   byte[] picture = media.read(context.account(), image.url(), 10_000_000);
 *   return Reply.stream(model.describe(picture));
 * }
 * }</pre>
 *
 * <p>Nobody signs these bytes: that they could be opened says that the key fits, and no more. Thread-safe.
 */
public class BotMedia {

    /** How much people can send at most. */
    public static final long MAX_BYTES = 100L * 1024 * 1024;

    private static final int OK = 200;

    private final Supplier<RestClient> client;

    /** @param client fetches, with timeouts of its own; asked for when it is needed */
    public BotMedia(Supplier<RestClient> client) {
        this.client = client;
    }

    /**
     * Reads all of it.
     *
     * @param account the account that the message came to
     * @param url the address that it carried
     * @param maxBytes how many bytes to read at most
     * @throws BotMediaException when it cannot be had, is longer, or was not encrypted with the account's key
     */
    public byte[] read(Account account, @Nullable String url, int maxBytes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        copy(account, url, maxBytes, out);
        return out.toByteArray();
    }

    /**
     * Copies it, of which little is in memory at a time. The stream is not closed. When this fails, what was written by then
     * is worth nothing.
     *
     * @param account the account that the message came to
     * @param url the address that it carried
     * @param out takes the bytes, {@link #MAX_BYTES} at most
     * @return how many bytes it was
     * @throws BotMediaException when it cannot be had, is longer, or was not encrypted with the account's key
     */
    public long copy(Account account, @Nullable String url, OutputStream out) {
        return copy(account, url, MAX_BYTES, out);
    }

    private long copy(Account account, @Nullable String url, long maxBytes, OutputStream out) {
        URI address = HttpFailure.address(url);
        if (address == null) {
            throw new BotMediaException("That is no address of media. Give the one that the message carries");
        }
        try {
            return client.get()
                    .get()
                    .uri(address)
                    .exchangeForRequiredValue((request, response) -> open(account, response, maxBytes, out));
        } catch (RestClientException ex) {
            throw new BotMediaException("The media could not be fetched", HttpFailure.cause(ex));
        }
    }

    private static long open(Account account, ClientHttpResponse response, long maxBytes, OutputStream out)
            throws IOException {
        int status = response.getStatusCode().value();
        if (status != OK) {
            throw new BotMediaException("The media could not be fetched: the answer was " + status
                    + ". Their addresses are good for five minutes");
        }
        try {
            return account.crypto().decryptMedia(response.getBody(), new BoundedOutputStream(out, maxBytes));
        } catch (TooLongException ex) {
            throw new BotMediaException("The media has more than " + maxBytes + " bytes");
        } catch (CryptoException ex) {
            throw new BotMediaException("The media was not encrypted with the key of account '" + account.name()
                    + "', or is not whole: " + ex.getReason());
        }
    }
}
