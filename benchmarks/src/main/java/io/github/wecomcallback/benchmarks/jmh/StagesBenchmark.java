// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.benchmarks.jmh;

import cn.felord.callback.CallbackSettings;
import cn.felord.callbacks.CallbackCrypto;
import cn.felord.callbacks.CallbackCryptoBuilder;
import cn.felord.callbacks.CallbackEventBody;
import cn.felord.callbacks.CallbackXmlBody;
import cn.felord.xml.XStreamXmlReader;
import io.github.wecomcallback.benchmarks.peer.CryptoFloor;
import io.github.wecomcallback.benchmarks.peer.WxJavaPeer;
import io.github.wecomcallback.benchmarks.sample.Platform;
import io.github.wecomcallback.benchmarks.sample.Platform.Sealed;
import io.github.wecomcallback.benchmarks.sample.Sample;
import io.github.wecomcallback.crypto.Decrypted;
import io.github.wecomcallback.crypto.EncodingAesKey;
import io.github.wecomcallback.message.Approval;
import io.github.wecomcallback.message.Card;
import io.github.wecomcallback.message.Envelope;
import io.github.wecomcallback.message.Payload;
import io.github.wecomcallback.message.PayloadReader;
import io.github.wecomcallback.message.UserMessage;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import me.chanjar.weixin.cp.bean.message.WxCpXmlMessage;
import me.chanjar.weixin.cp.util.crypto.WxCpCryptUtil;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * The stages of the exchange, each by itself and over the same message again and again. A method's name is the stage and
 * who does it.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public class StagesBenchmark {

    @Param({"TEXT", "CARD", "APPROVAL"})
    Sample sample = Sample.TEXT;

    private final io.github.wecomcallback.crypto.CallbackCrypto crypto =
            new io.github.wecomcallback.crypto.CallbackCrypto(Platform.TOKEN, EncodingAesKey.of(Platform.AES_KEY));
    private final CryptoFloor floor = new CryptoFloor();
    private final PayloadReader payloads = new PayloadReader();
    private final WxCpCryptUtil wxJava = new WxCpCryptUtil(WxJavaPeer.config());
    private final CallbackSettings sdkSettings =
            new CallbackSettings(Platform.TOKEN, Platform.AES_KEY, Platform.CORP_ID);
    private final Consumer<CallbackEventBody> nobody = event -> {};
    private final CallbackCrypto sdk = new CallbackCryptoBuilder(nobody).build((agentId, corpId) -> sdkSettings);

    private Sealed sealed;
    private String encrypted;
    private byte[] encryptedBytes;
    private String body;
    private String plaintext;
    private byte[] plaintextBytes;
    private byte[] padded;
    private Decrypted decrypted;
    private Payload payload;
    private Class<? extends Record> type;

    /** Prepares what the stages before would have left. */
    @Setup
    public void prepare() {
        plaintext = sample.plaintext(1);
        plaintextBytes = plaintext.getBytes(StandardCharsets.UTF_8);
        sealed = Platform.seal(plaintext);
        encrypted = sealed.encrypted();
        encryptedBytes = encrypted.getBytes(StandardCharsets.US_ASCII);
        body = new String(sealed.body(), StandardCharsets.UTF_8);
        padded = CryptoFloor.padded(plaintext);
        decrypted = crypto.decrypt(encrypted);
        payload = Payload.of(plaintext);
        type = switch (sample) {
            case TEXT -> UserMessage.Text.class;
            case CARD -> Card.ButtonPressed.class;
            case APPROVAL -> Approval.StatusChanged.class;
        };
    }

    /** The cipher text out of the body. */
    @Benchmark
    public Object envelope_starter() {
        return Envelope.read(sealed.body());
    }

    /** The same, and the fields beside it. */
    @Benchmark
    public Object envelope_wecomSdk() {
        return XStreamXmlReader.INSTANCE.read(body, CallbackXmlBody.class);
    }

    /** The signature. */
    @Benchmark
    public Object verify_starter() {
        return crypto.verify(sealed.signature(), sealed.timestamp(), sealed.nonce(), encryptedBytes);
    }

    /** Its digest. */
    @Benchmark
    public Object verify_floor() {
        return floor.digest(sealed);
    }

    /** The plaintext and its receiver. */
    @Benchmark
    public Object decrypt_starter() {
        return crypto.decrypt(encryptedBytes);
    }

    /** Its bytes. */
    @Benchmark
    public Object decrypt_floor() {
        return floor.decrypt(sealed);
    }

    /** The plaintext as text. */
    @Benchmark
    public Object decrypt_wxJava() {
        return wxJava.decrypt(encrypted);
    }

    /** Signature and plaintext, which cannot be had apart. */
    @Benchmark
    public Object decrypt_wecomSdk() {
        return sdk.decryptMsg(sdkSettings, sealed.signature(), sealed.timestamp(), sealed.nonce(), encrypted);
    }

    /** The cipher text of as long a reply. */
    @Benchmark
    public Object encrypt_starter() {
        return crypto.encrypt(plaintextBytes, Platform.CORP_ID);
    }

    /** Its bytes. */
    @Benchmark
    public Object encrypt_floor() {
        return floor.encrypt(padded);
    }

    /** Cipher text, signature and envelope, which cannot be had apart. */
    @Benchmark
    public Object encrypt_wxJava() {
        return wxJava.encrypt(plaintext);
    }

    /** The plaintext as a tree. */
    @Benchmark
    public Object parse_starter() {
        return payloads.read(decrypted.buffer(), decrypted.offset(), decrypted.length());
    }

    /** The tree as a record. */
    @Benchmark
    public Object bind_starter() {
        return payload.as(type);
    }

    /** Plaintext to tree to record: what the others do in one. */
    @Benchmark
    public Object parseAndBind_starter() {
        return payloads.read(decrypted.buffer(), decrypted.offset(), decrypted.length())
                .as(type);
    }

    /** Plaintext to bean. */
    @Benchmark
    public Object parseAndBind_wxJava() {
        return WxCpXmlMessage.fromXml(plaintext, "1000012");
    }

    /** Plaintext to bean. */
    @Benchmark
    public Object parseAndBind_wecomSdk() {
        return XStreamXmlReader.INSTANCE.read(plaintext, CallbackEventBody.class);
    }
}
