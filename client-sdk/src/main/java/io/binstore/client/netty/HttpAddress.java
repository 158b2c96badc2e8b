package io.binstore.client.netty;

import java.net.URI;
import java.net.URISyntaxException;

/**
 * A base address, taken apart. Internal.
 *
 * @param host a name or an IP literal without brackets
 * @param hostHeader what the {@code Host} header says
 * @param path what request paths are put behind; without a slash at the end, often empty
 */
public record HttpAddress(String host, int port, String hostHeader, String path) {

    private static final int PORT_DEFAULT = 80;

    /**
     * @throws IllegalArgumentException if the text is no address such as {@code
     *         http://localhost:7100}
     */
    public static HttpAddress parse(String address) {
        URI uri;
        try {
            uri = new URI(address);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(
                    "not an address such as http://localhost:7100: " + address, e);
        }
        if ("https".equalsIgnoreCase(uri.getScheme())) {
            throw new IllegalArgumentException("https is not supported, only http: " + address);
        }
        String host = uri.getHost();
        if (!"http".equalsIgnoreCase(uri.getScheme()) || host == null || uri.getPort() == 0
                || uri.getPort() > 0xffff || uri.getRawUserInfo() != null
                || uri.getRawQuery() != null
                || uri.getRawFragment() != null) {
            throw new IllegalArgumentException(
                    "not an address such as http://localhost:7100: " + address);
        }
        int port = uri.getPort() < 0 ? PORT_DEFAULT : uri.getPort();
        String bare = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
        return new HttpAddress(bare, port, host + ":" + port, withoutSlash(uri.getRawPath()));
    }

    /** The form in which two equal addresses are the same text: no slash at the end. */
    public static String normal(String address) {
        parse(address);
        return withoutSlash(address);
    }

    private static String withoutSlash(String text) {
        return text.endsWith("/") ? withoutSlash(text.substring(0, text.length() - 1)) : text;
    }
}
