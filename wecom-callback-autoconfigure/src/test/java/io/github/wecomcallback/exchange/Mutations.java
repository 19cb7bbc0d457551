// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.exchange;

import io.github.wecomcallback.support.Forger;
import io.github.wecomcallback.support.PresentTime;
import io.github.wecomcallback.support.WeCom;
import io.github.wecomcallback.support.WeCom.Delivery;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;

/** Requests that were good once. The same seed gives the same ones, but for their timestamps and nonces. */
final class Mutations {

    private static final List<String> JSON = List.of("""
            {"msgid":"CAIQz7bDBRj","aibotid":"AIBOTID","chattype":"single","from":{"userid":"li.wei"},"msgtype":"text",\
            "text":{"content":"hello"}}""", """
            {"ToUserName":"ww4f0c9be27a61d835","FromUserName":"sys","CreateTime":1767232861,"MsgType":"event",\
            "Event":"change_contact","ChangeType":"create_user","UserID":"chen.yu","Department":[3,18.0,1e3]}""");

    /** What parsers are known to stumble over. */
    private static final List<String> STUMBLING_BLOCKS = List.of(
            "<!DOCTYPE xml [<!ENTITY a \"b\">]>",
            "<?xml version=\"1.1\" encoding=\"UTF-16\"?>",
            "<![CDATA[",
            "]]>",
            "<!--",
            "-->",
            "&a;",
            "&#0;",
            "&#x1F600;",
            "&#xD800;",
            "&#55555555555;",
            "<xml>",
            "</xml>",
            "<a:b xmlns:a=\"c\">",
            "<Encrypt>",
            "</Encrypt>",
            "<MsgType>event</MsgType>",
            "<Event><Event>x</Event></Event>",
            "<MsgId>1</MsgId><MsgId>2</MsgId>",
            " xml:space=\"preserve\"",
            "{\"a\":",
            "[[[[",
            "}}",
            "\"Encrypt\":\"x\",",
            "\\u0000\\ud800",
            "1e999999999",
            "-0",
            "9".repeat(400),
            "\u0000",
            "\uFEFF",
            "\uFFFF",
            "\uD83D\uDE00",
            "%2B+/=");

    private final WeCom weCom = new WeCom();
    private final Forger forger = new Forger();
    private final Random random;
    private final List<byte[]> plaintexts = new ArrayList<>();

    Mutations(long seed) {
        random = new Random(seed);
        JSON.forEach(json -> plaintexts.add(utf8(json)));
        try (Stream<Path> samples = Files.list(Path.of(getClass()
                .getResource("/io/github/wecomcallback/catalogue/samples")
                .toURI()))) {
            for (Path sample : samples.sorted().toList()) {
                plaintexts.add(Files.readAllBytes(sample));
            }
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        } catch (URISyntaxException ex) {
            throw new AssertionError(ex);
        }
    }

    /** A request that may be good, bad or neither. */
    record Mutant(String how, Map<String, String> query, byte[] body) {

        @Override
        public String toString() {
            return how + " " + query + " " + Base64.getEncoder().encodeToString(body);
        }
    }

    Mutant next() {
        return switch (random.nextInt(9)) {
            case 0 -> mutant("body", good().query(), mutated(utf8(good().body())));
            case 1 -> bodyOfOne();
            case 2 -> mutant("query", mutated(good().query()), utf8(good().body()));
            case 3 -> mutant("cipher text", cipherText());
            case 4 -> mutant("blocks", envelope(Forger.encrypt(wholeBlocks(mutated(padded(plaintext()))))));
            case 5 -> mutant("bytes of blocks", envelope(Forger.encrypt(flippedAnywhere(padded(plaintext())))));
            case 6 -> mutant("random bytes", forger.message(randomBytes(2_000)));
            case 7 -> mutant("plaintext", envelope(Forger.encrypt(padded(mutated(plaintext())))));
            default -> mutant("fields", envelope(Forger.encrypt(padded(shuffled(plaintext())))));
        };
    }

    /** The signature stays true as long as the cipher text does. */
    private Mutant bodyOfOne() {
        Delivery delivery = good();
        return mutant("body of one", delivery.query(), mutated(utf8(delivery.body())));
    }

    private Delivery good() {
        return envelope(Forger.encrypt(padded(plaintext())));
    }

    private Delivery envelope(String encrypted) {
        return random.nextInt(4) > 0
                ? forger.xml(encrypted)
                : forger.around(encrypted, "{\"encrypt\":\"" + encrypted + "\"}");
    }

    private Delivery cipherText() {
        byte[] encrypted = utf8(Forger.encrypt(padded(plaintext())));
        return envelope(new String(mutated(encrypted), StandardCharsets.UTF_8));
    }

    private byte[] plaintext() {
        byte[] sample = plaintexts.get(random.nextInt(plaintexts.size()));
        boolean old = random.nextInt(20) == 0;
        return old ? sample : utf8(PresentTime.of(new String(sample, StandardCharsets.UTF_8)));
    }

    private byte[] padded(byte[] message) {
        return Forger.padded(message, message.length, WeCom.CORP_ID, random.nextInt());
    }

    private static byte[] wholeBlocks(byte[] bytes) {
        return Arrays.copyOf(bytes, Math.max(16, bytes.length / 16 * 16));
    }

    private Map<String, String> mutated(Map<String, String> query) {
        Map<String, String> mutated = new LinkedHashMap<>(query);
        String name = List.copyOf(query.keySet()).get(random.nextInt(query.size()));
        switch (random.nextInt(5)) {
            case 0 -> mutated.remove(name);
            case 1 -> mutated.put(name, "");
            case 2 -> mutated.put(name, new String(randomBytes(60), StandardCharsets.ISO_8859_1));
            case 3 -> mutated.put(name, query.values().iterator().next());
            default -> mutated.put(name, new String(mutated(utf8(query.get(name))), StandardCharsets.UTF_8));
        }
        return mutated;
    }

    private byte[] mutated(byte[] bytes) {
        byte[] mutated = bytes;
        for (int times = 1 + random.nextInt(3); times > 0; times--) {
            mutated = mutatedOnce(mutated);
        }
        return mutated;
    }

    private byte[] mutatedOnce(byte[] bytes) {
        int at = random.nextInt(bytes.length + 1);
        int to = at + random.nextInt(Math.min(bytes.length - at, 80) + 1);
        return switch (random.nextInt(8)) {
            case 0 -> flipped(bytes, at);
            case 1 -> Arrays.copyOf(bytes, at);
            case 2 -> joined(bytes, at, randomBytes(20), at);
            case 3 -> joined(bytes, at, new byte[0], to);
            case 4 -> joined(bytes, to, Arrays.copyOfRange(bytes, at, to), to);
            case 5 -> joined(bytes, at, spliced(), to);
            default -> joined(bytes, at, utf8(STUMBLING_BLOCKS.get(random.nextInt(STUMBLING_BLOCKS.size()))), at);
        };
    }

    private byte[] flippedAnywhere(byte[] bytes) {
        byte[] flipped = bytes;
        for (int times = random.nextInt(4); times > 0; times--) {
            // The first and the last bytes are the layout; most of what is between them is text.
            int at = random.nextInt(40);
            flipped = flipped(flipped, random.nextBoolean() ? at : Math.max(0, bytes.length - 1 - at));
        }
        return flipped;
    }

    /** Still well-formed most of the time: the samples have a field in each line. */
    private byte[] shuffled(byte[] plaintext) {
        List<String> lines = new ArrayList<>(
                new String(plaintext, StandardCharsets.UTF_8).lines().toList());
        for (int times = 1 + random.nextInt(3); times > 0; times--) {
            int at = random.nextInt(lines.size());
            switch (random.nextInt(5)) {
                case 0 -> lines.add(at, lines.get(at));
                case 1 -> lines.add(at, lines.get(random.nextInt(lines.size())));
                case 2 -> lines.set(at, lines.get(at).replaceAll(">[^<>]*</", "></"));
                case 3 -> lines.set(at, lines.get(at).replaceAll("[0-9]+", "<a>-1e99</a>"));
                default -> lines.set(at, lines.get(at).replaceAll("[0-9a-z_.]+]]", "\u0001\uD83D\uDE00 ,, ]]"));
            }
        }
        return utf8(String.join("", lines));
    }

    private byte[] flipped(byte[] bytes, int at) {
        byte[] flipped = bytes.clone();
        if (at < flipped.length) {
            flipped[at] ^= (byte) (1 << random.nextInt(8));
        }
        return flipped;
    }

    private byte[] spliced() {
        byte[] other = plaintext();
        int from = random.nextInt(other.length);
        return Arrays.copyOfRange(other, from, Math.min(other.length, from + random.nextInt(200)));
    }

    private static byte[] joined(byte[] bytes, int end, byte[] middle, int start) {
        byte[] joined = Arrays.copyOf(bytes, end + middle.length + bytes.length - start);
        System.arraycopy(middle, 0, joined, end, middle.length);
        System.arraycopy(bytes, start, joined, end + middle.length, bytes.length - start);
        return joined;
    }

    private byte[] randomBytes(int most) {
        byte[] bytes = new byte[random.nextInt(most) + 1];
        random.nextBytes(bytes);
        return bytes;
    }

    private Mutant mutant(String how, Delivery delivery) {
        return mutant(how, delivery.query(), utf8(delivery.body()));
    }

    private static Mutant mutant(String how, Map<String, String> query, byte[] body) {
        return new Mutant(how, query, body);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
