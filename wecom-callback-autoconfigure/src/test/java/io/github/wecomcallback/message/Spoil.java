// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.message;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Random;

/** Puts a few wrong bytes into a text, preferably those that mean something in XML or JSON. */
final class Spoil {

    private static final byte[] TELLING = "<>&;![]-\"'=/?#x0:{},\\ \n\0".getBytes(StandardCharsets.US_ASCII);

    private Spoil() {}

    static byte[] some(byte[] text, Random random) {
        byte[] spoilt = text;
        for (int i = random.nextInt(3); i >= 0; i--) {
            spoilt = one(spoilt, random);
        }
        return spoilt;
    }

    private static byte[] one(byte[] text, Random random) {
        int at = random.nextInt(text.length);
        int telling = TELLING[random.nextInt(TELLING.length)];
        ByteArrayOutputStream spoilt = new ByteArrayOutputStream(text.length + 1);
        spoilt.write(text, 0, at);
        switch (random.nextInt(4)) {
            case 0 -> spoilt.write(telling); // instead
            case 1 -> spoilt.write(random.nextInt(256)); // instead
            case 2 -> { // in front
                spoilt.write(telling);
                spoilt.write(text[at]);
            }
            default -> {} // left out
        }
        spoilt.write(text, at + 1, text.length - at - 1);
        return spoilt.toByteArray();
    }
}
