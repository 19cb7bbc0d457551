// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.console;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * IP addresses that begin alike, such as {@code 10.0.0.0/8} or {@code ::1}. Thread-safe.
 *
 * @param network an address in it
 * @param prefix how many bits its addresses have in common
 */
public record AddressRange(InetAddress network, int prefix) {

    /** What stands in a text must be an address: a name would be looked up, and whoever answers could say anything. */
    private static final Pattern LITERAL = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}|[0-9A-Fa-f.]*:[0-9A-Fa-f:.]*");

    /**
     * Reads an address, alone or with the length of a prefix.
     *
     * @throws IllegalArgumentException when it is neither
     */
    public static AddressRange of(String text) {
        int slash = text.indexOf('/');
        InetAddress network = address(slash < 0 ? text : text.substring(0, slash));
        if (network == null) {
            throw new IllegalArgumentException("not an IP address: " + text);
        }
        int bits = network.getAddress().length * Byte.SIZE;
        int prefix = slash < 0 ? bits : length(text.substring(slash + 1));
        if (prefix < 0 || prefix > bits) {
            throw new IllegalArgumentException("not between 0 and " + bits + " bits: " + text);
        }
        return new AddressRange(network, prefix);
    }

    /** Whether an address is one of these. What is no address is not. */
    public boolean contains(@Nullable String text) {
        InetAddress address = text == null ? null : address(text);
        return address != null && contains(address);
    }

    /** Whether these are addresses of this machine only. */
    public boolean isLoopback() {
        return network.isLoopbackAddress() && prefix >= Byte.SIZE;
    }

    /** Whether an address is one of these. */
    public boolean contains(InetAddress address) {
        byte[] mine = network.getAddress();
        byte[] other = address.getAddress();
        if (mine.length != other.length) {
            return false;
        }
        for (int bit = 0; bit < prefix; bit++) {
            if (((mine[bit / Byte.SIZE] ^ other[bit / Byte.SIZE]) & 0x80 >> bit % Byte.SIZE) != 0) {
                return false;
            }
        }
        return true;
    }

    private static @Nullable InetAddress address(String text) {
        String literal = text.replaceFirst("%.*", "");
        if (!LITERAL.matcher(literal).matches()) {
            return null;
        }
        try {
            return InetAddress.getByName(literal);
        } catch (UnknownHostException ex) {
            return null;
        }
    }

    private static int length(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException ex) {
            return -1;
        }
    }
}
