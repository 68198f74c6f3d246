package dev.lifeguard.run;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// An HTTP client on one connection. It never repeats a request, and reports how a connection ended.
final class KeepAlive implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 20_000;

    private final Socket socket;
    private final InputStream in;
    private boolean closing;

    private KeepAlive(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new BufferedInputStream(socket.getInputStream());
    }

    /// @throws IOException if it cannot connect
    static KeepAlive connect(int port) throws IOException {
        Socket socket = new Socket();
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), PATIENCE_MILLIS);
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.setTcpNoDelay(true);
        return new KeepAlive(socket);
    }

    /// A complete response.
    record Response(int status, String body) {}

    /// Sends a request and reads the whole response.
    ///
    /// @throws IOException if the response is missing or incomplete
    Response get(String path, String... headers) throws IOException {
        String request = "GET %s HTTP/1.1\r\nHost: localhost\r\n%s\r\n"
                .formatted(path, Stream.of(headers).map(line -> line + "\r\n").collect(Collectors.joining()));
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        int status = Integer.parseInt(line().split(" ", 3)[1]);
        int length = 0;
        for (String header = line(); !header.isEmpty(); header = line()) {
            String lower = header.toLowerCase(Locale.ROOT);
            if (lower.startsWith("content-length:")) {
                length = Integer.parseInt(
                        lower.substring("content-length:".length()).strip());
            }
            closing |= lower.equals("connection: close");
        }
        byte[] body = in.readNBytes(length);
        if (body.length < length) {
            throw new EOFException("%d of %d bytes of the body came".formatted(body.length, length));
        }
        return new Response(status, new String(body, StandardCharsets.UTF_8));
    }

    /// Whether the server has announced that it closes the connection after this response.
    boolean isClosing() {
        return closing;
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new EOFException("the connection ended after \"" + line + "\"");
            }
            line.append((char) c);
        }
        return line.toString().strip();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
