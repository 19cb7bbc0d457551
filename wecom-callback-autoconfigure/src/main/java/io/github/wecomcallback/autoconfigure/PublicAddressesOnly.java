// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.autoconfigure;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.URI;
import java.net.UnknownHostException;
import lombok.RequiredArgsConstructor;
import org.springframework.http.HttpMethod;
import org.springframework.http.client.ClientHttpRequest;
import org.springframework.http.client.ClientHttpRequestFactory;

/**
 * Connects to the public Internet only. A name counts for all the addresses that it has. The JVM keeps what it looked up for
 * half a minute, so that it is one of these addresses which is connected to a moment later.
 */
@RequiredArgsConstructor
final class PublicAddressesOnly implements ClientHttpRequestFactory {

    private final ClientHttpRequestFactory connections;

    @Override
    public ClientHttpRequest createRequest(URI address, HttpMethod method) throws IOException {
        check(address);
        return connections.createRequest(address, method);
    }

    private static void check(URI address) throws IOException {
        for (InetAddress found : lookUp(address)) {
            if (!PublicAddresses.contain(found)) {
                throw new IOException("The address is within the own network, and not called. Where it should be, set"
                        + " wecom.callback.bot.allow-private-addresses=true");
            }
        }
    }

    private static InetAddress[] lookUp(URI address) throws UnknownHostException {
        try {
            return InetAddress.getAllByName(address.getHost());
        } catch (UnknownHostException ex) {
            if (isProxied(address)) {
                // Behind a proxy names are often the proxy's to look up.
                return new InetAddress[0];
            }
            throw ex;
        }
    }

    private static boolean isProxied(URI address) {
        ProxySelector proxies = ProxySelector.getDefault();
        return proxies != null && proxies.select(address).stream().anyMatch(proxy -> proxy.type() != Proxy.Type.DIRECT);
    }
}
