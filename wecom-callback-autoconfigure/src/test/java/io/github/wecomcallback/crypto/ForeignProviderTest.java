// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.wecomcallback.support.WeCom;
import java.security.MessageDigest;
import java.security.Provider;
import java.security.Security;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.crypto.Cipher;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** Host applications put other providers first, which are slower or need a licence. Ours are asked by name. */
@Isolated("changes the providers of the whole JVM")
class ForeignProviderTest {

    @Test
    void bouncy_castle_in_first_place_changes_nothing() throws Exception {
        Provider bouncyCastle = new BouncyCastleProvider();
        Security.insertProviderAt(bouncyCastle, 1);
        try {
            assertThat(Cipher.getInstance("AES/CBC/NoPadding").getProvider().getName())
                    .isEqualTo("BC");
            CallbackCrypto crypto = new CallbackCrypto(WeCom.TOKEN, EncodingAesKey.of(WeCom.AES_KEY));

            Decrypted decrypted = crypto.decrypt(crypto.encrypt("message", WeCom.CORP_ID));

            assertThat(decrypted.text()).isEqualTo("message");
            assertThat(decrypted.receiveId()).isEqualTo(WeCom.CORP_ID);
        } finally {
            Security.removeProvider(bouncyCastle.getName());
        }
    }

    @Test
    void a_provider_in_first_place_is_not_asked_for_aes_nor_sha_1() throws Exception {
        Curious curious = new Curious();
        Security.insertProviderAt(curious, 1);
        try {
            Cipher.getInstance("AES/CBC/NoPadding");
            MessageDigest.getInstance("SHA-1");
            assertThat(curious.asked).contains("Cipher AES", "MessageDigest SHA-1");
            curious.asked.clear();
            CallbackCrypto crypto = new CallbackCrypto(WeCom.TOKEN, EncodingAesKey.of(WeCom.AES_KEY));

            String encrypted = crypto.encrypt("message", WeCom.CORP_ID);
            crypto.verify(crypto.sign("1", "2", encrypted), "1", "2", encrypted);
            crypto.decrypt(encrypted);

            assertThat(curious.asked).noneMatch(asked -> asked.startsWith("Cipher"));
            assertThat(curious.asked).noneMatch(asked -> asked.startsWith("MessageDigest"));
        } finally {
            Security.removeProvider(curious.getName());
        }
    }

    /** Has nothing to offer, and takes down what it was asked for. */
    private static final class Curious extends Provider {

        private static final long serialVersionUID = 1L;

        private final transient List<String> asked = new CopyOnWriteArrayList<>();

        Curious() {
            super("Curious", "1", "takes down what it was asked for");
        }

        @Override
        public Service getService(String type, String algorithm) {
            asked.add(type + " " + algorithm);
            return super.getService(type, algorithm);
        }
    }
}
