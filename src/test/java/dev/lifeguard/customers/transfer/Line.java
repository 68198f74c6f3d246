package dev.lifeguard.customers.transfer;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.lifeguard.fixture.Token;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;

/// A line to the service on which a client can be slow, silent or gone, as no client library can.
final class Line {
    private static final int PATIENCE_MILLIS = 15_000;

    private Line() {}

    /// One that takes little before it is read.
    static Socket connect() throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(16 * 1024);
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.connect(new InetSocketAddress(
                InetAddress.getLoopbackAddress(), Transfers.address("").getPort()));
        return socket;
    }

    static void send(Socket client, String request, String role, String headers) throws IOException {
        client.getOutputStream().write(head(request, role, headers).getBytes(UTF_8));
    }

    static String head(String request, String role, String headers) {
        return "%s HTTP/1.1\r\nHost: localhost\r\nAuthorization: %s\r\n%s\r\n\r\n"
                .formatted(request, Token.bearer(role), headers);
    }

    /// All that still comes.
    static String rest(Socket client) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        byte[] some = new byte[64 * 1024];
        try {
            for (int n = client.getInputStream().read(some);
                    n >= 0;
                    n = client.getInputStream().read(some)) {
                all.write(some, 0, n);
            }
        } catch (SocketException e) {
            // cut off: what came counts
        }
        return all.toString(UTF_8);
    }
}
