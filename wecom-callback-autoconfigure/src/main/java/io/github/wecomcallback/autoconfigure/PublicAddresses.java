// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.autoconfigure;

import io.github.wecomcallback.console.AddressRange;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** The addresses of the public Internet: those that no registry of special addresses names. */
final class PublicAddresses {

    /** This host, private and carriers' networks, loopback, link-local, where clouds keep metadata; and what is in no use. */
    private static final List<AddressRange> SPECIAL = ranges(
            "0.0.0.0/8",
            "10.0.0.0/8",
            "100.64.0.0/10",
            "127.0.0.0/8",
            "169.254.0.0/16",
            "172.16.0.0/12",
            "192.0.0.0/24",
            "192.0.2.0/24",
            "192.168.0.0/16",
            "198.18.0.0/15",
            "198.51.100.0/24",
            "203.0.113.0/24",
            "224.0.0.0/3",
            "2001::/23",
            "2001:db8::/32");

    /** All of IPv6 that was given to anybody for the Internet. */
    private static final AddressRange GLOBAL = AddressRange.of("2000::/3");

    /** Those that stand for an address of IPv4: by the translator that is there for all, and by 6to4. */
    private static final AddressRange TRANSLATED = AddressRange.of("64:ff9b::/96");

    private static final AddressRange RELAYED = AddressRange.of("2002::/16");
    private static final int TRANSLATED_AT = 12;
    private static final int RELAYED_AT = 2;
    private static final int IPV4_LENGTH = 4;

    private PublicAddresses() {}

    static boolean contain(InetAddress address) {
        if (TRANSLATED.contains(address)) {
            return contain(ipv4(address, TRANSLATED_AT));
        }
        if (RELAYED.contains(address)) {
            return contain(ipv4(address, RELAYED_AT));
        }
        boolean global = !(address instanceof Inet6Address) || GLOBAL.contains(address);
        return global && SPECIAL.stream().noneMatch(range -> range.contains(address));
    }

    private static InetAddress ipv4(InetAddress address, int at) {
        try {
            return InetAddress.getByAddress(Arrays.copyOfRange(address.getAddress(), at, at + IPV4_LENGTH));
        } catch (UnknownHostException ex) {
            throw new IllegalStateException(ex);
        }
    }

    private static List<AddressRange> ranges(String... ranges) {
        return Stream.of(ranges).map(AddressRange::of).toList();
    }
}
