package dev.lifeguard.customers.transfer;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.lifeguard.fixture.Token;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;

/// A raw HTTP connection to the service, for clients that are slow, silent or disconnect, which no HTTP
/// library offers.
final class RawClient {
    private static final int PATIENCE_MILLIS = 15_000;

    private RawClient() {}

    /// Connects with a small receive buffer.
    static Socket connect() throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(16 * 1024);
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.connect(new InetSocketAddress(
                InetAddress.getLoopbackAddress(), TransferClient.address("").getPort()));
        return socket;
    }

    static void send(Socket client, String request, String role, String headers) throws IOException {
        client.getOutputStream().write(head(request, role, headers).getBytes(UTF_8));
    }

    static String head(String request, String role, String headers) {
        return "%s HTTP/1.1\r\nHost: localhost\r\nAuthorization: %s\r\n%s\r\n\r\n"
                .formatted(request, Token.bearer(role), headers);
    }

    /// Reads until the connection ends.
    static String rest(Socket client) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        byte[] buffer = new byte[64 * 1024];
        try {
            for (int n = client.getInputStream().read(buffer);
                    n >= 0;
                    n = client.getInputStream().read(buffer)) {
                all.write(buffer, 0, n);
            }
        } catch (SocketException e) {
            // closed by the service: what has arrived counts
        }
        return all.toString(UTF_8);
    }
}
