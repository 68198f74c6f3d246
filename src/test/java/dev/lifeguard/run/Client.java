package dev.lifeguard.run;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// Requests the same customer again and again until it is stopped or the server no longer listens, on
/// one connection for as long as the server keeps it open. The customer does not exist; each 404 takes
/// a round trip to the database.
final class Client implements Runnable {
    private static final String PATH = "/api/customers/00000000-0000-7000-8000-000000000000";

    private final int number;
    private final int port;
    private final String authorization;
    private final List<CutOff> cutOff = new ArrayList<>();
    private final List<String> unexpected = new ArrayList<>();
    private volatile int answers;
    private volatile boolean enough;
    private volatile boolean refused;

    /// A request without a complete response.
    ///
    /// @param before how many requests had a response on the same connection
    record CutOff(String requestId, int before, String how) {}

    Client(int number, int port, String authorization) {
        this.number = number;
        this.port = port;
        this.authorization = authorization;
    }

    @Override
    public void run() {
        while (!enough && !refused) {
            try (KeepAlive connection = KeepAlive.connect(port)) {
                useUp(connection);
            } catch (IOException e) {
                refused = true;
            }
        }
    }

    private void useUp(KeepAlive connection) {
        int before = 0;
        while (!enough && !connection.isClosing()) {
            String id = "client-%d-%d".formatted(number, answers);
            try {
                note(connection.get(PATH, "Authorization: " + authorization, "X-Request-Id: " + id));
                before++;
            } catch (IOException e) {
                cutOff.add(new CutOff(id, before, e.toString()));
                return;
            }
        }
    }

    private void note(KeepAlive.Response answer) {
        answers++;
        boolean stopping = answer.status() == 503 && answer.body().contains("urn:lifeguard:problem:stopping");
        if (answer.status() != 404 && !stopping) {
            unexpected.add(answer.toString());
        }
    }

    /// Ends it after the current request.
    void stop() {
        enough = true;
    }

    int answers() {
        return answers;
    }

    /// Call it only after the end.
    List<CutOff> cutOff() {
        return cutOff;
    }

    /// Responses that are neither the expected one nor a `stopping`. Call it only after the end.
    List<String> unexpected() {
        return unexpected;
    }

    boolean wasRefused() {
        return refused;
    }
}
