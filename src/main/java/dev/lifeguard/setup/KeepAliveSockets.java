package dev.lifeguard.setup;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketOption;
import java.net.StandardSocketOptions;
import java.util.Optional;
import javax.net.SocketFactory;
import jdk.net.ExtendedSocketOptions;
import org.postgresql.util.PSQLException;

/// Sockets that notice when PostgreSQL is gone. The first TCP probe is sent after 30 s of silence, then one
/// every 10 s, and after five without a response the connection is lost. The default of the system is to
/// begin after two hours.
///
/// The driver creates it by its name, from the option `socketFactory`.
@RegisterForReflection
public final class KeepAliveSockets extends SocketFactory {
    static final int IDLE_SECONDS = 30;
    static final int INTERVAL_SECONDS = 10;
    static final int PROBES = 5;

    /// The name for the driver. Empty in development, where the class loader of the driver cannot see this
    /// class.
    static Optional<String> nameForTheDriver() {
        String name = KeepAliveSockets.class.getName();
        try {
            Class.forName(name, false, PSQLException.class.getClassLoader());
            return Optional.of(name);
        } catch (ClassNotFoundException e) {
            return Optional.empty();
        }
    }

    @Override
    public Socket createSocket() throws IOException {
        Socket socket = new Socket();
        socket.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
        set(socket, ExtendedSocketOptions.TCP_KEEPIDLE, IDLE_SECONDS);
        set(socket, ExtendedSocketOptions.TCP_KEEPINTERVAL, INTERVAL_SECONDS);
        set(socket, ExtendedSocketOptions.TCP_KEEPCOUNT, PROBES);
        return socket;
    }

    private static void set(Socket socket, SocketOption<Integer> option, int value) throws IOException {
        if (socket.supportedOptions().contains(option)) {
            socket.setOption(option, value);
        }
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        throw unsupported();
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort) throws IOException {
        throw unsupported();
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        throw unsupported();
    }

    @Override
    public Socket createSocket(InetAddress address, int port, InetAddress localAddress, int localPort)
            throws IOException {
        throw unsupported();
    }

    private static IOException unsupported() {
        return new IOException(
                "these sockets are created unconnected, so that their options apply from the first packet");
    }
}
