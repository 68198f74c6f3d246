package dev.lifeguard.customers.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.lifeguard.http.Problem;
import dev.lifeguard.http.ProblemException;
import dev.lifeguard.http.ProblemKind;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// Bodies of various sizes and paces, on a clock of the test.
class BoundedBodyTest {
    private static final int MEGABYTE = 1024 * 1024;
    private static final int SLOW_PIECE = (int) BoundedBody.LEAST_PER_WINDOW / 3 - 1;

    private Duration time = Duration.ZERO;
    private int piece;
    private boolean crowded = true;

    @Test
    void aBodyOfMoreThan512MegabytesIsRefused() throws IOException {
        try (BoundedBody body = body(MEGABYTE, Duration.ofMillis(1))) {
            read(body, 512);

            assertThat(refusal(body).kind()).isEqualTo(ProblemKind.BODY_TOO_LARGE);
            assertThat(body.isRefused()).isTrue();
        }
    }

    @Test
    void aBodyThatTakesMoreThanFifteenMinutesIsRefused() throws IOException {
        try (BoundedBody body = body((int) BoundedBody.LEAST_PER_WINDOW, Duration.ofSeconds(30))) {
            read(body, 30);

            assertThat(refusal(body).detail()).isEqualTo("The body was not complete after 900 s. Nothing was changed.");
            assertThat(body.isRefused()).isTrue();
        }
    }

    @Test
    void aSlowBodyIsRefusedWhileAllPlacesAreTaken() throws IOException {
        try (BoundedBody body = body(SLOW_PIECE, Duration.ofSeconds(10))) {
            read(body, 2);

            Problem problem = refusal(body);

            assertThat(problem.kind()).isEqualTo(ProblemKind.POOL_BUSY);
            assertThat(problem.detail())
                    .startsWith("1,048,572 bytes arrived in 30 s")
                    .contains("1,048,576 are required");
            assertThat(problem.retryAfter()).hasValue(Duration.ofMinutes(1));
            assertThat(body.isRefused()).isTrue();
        }
    }

    @Test
    void aFastStartDoesNotMakeUpForALaterSlowPace() throws IOException {
        try (BoundedBody body = body(MEGABYTE, Duration.ofSeconds(10))) {
            read(body, 3);
            piece = SLOW_PIECE;
            read(body, 2);

            assertThat(refusal(body).kind()).isEqualTo(ProblemKind.POOL_BUSY);
        }
    }

    @Test
    void aSlowBodyIsAcceptedWhileAPlaceIsFree() throws IOException {
        crowded = false;
        try (BoundedBody body = body(1, Duration.ofSeconds(10))) {
            read(body, 90);

            assertThat(body.isRefused()).isFalse();
        }
    }

    @Test
    void aBodyThatKeepsThePaceIsAccepted() throws IOException {
        try (BoundedBody body = body(SLOW_PIECE + 2, Duration.ofSeconds(10))) {
            read(body, 90);

            assertThat(body.isRefused()).isFalse();
        }
    }

    private BoundedBody body(int firstPiece, Duration pace) {
        piece = firstPiece;
        return new BoundedBody(
                new InputStream() {
                    @Override
                    public int read() {
                        throw new UnsupportedOperationException("piece by piece");
                    }

                    @Override
                    public int read(byte[] target, int offset, int length) {
                        time = time.plus(pace);
                        return piece;
                    }
                },
                () -> time.toNanos(),
                () -> crowded);
    }

    private static void read(BoundedBody body, int pieces) throws IOException {
        for (int i = 0; i < pieces; i++) {
            body.read(new byte[0], 0, 0);
        }
    }

    private static Problem refusal(BoundedBody body) {
        return catchThrowableOfType(ProblemException.class, () -> read(body, 1)).problem();
    }
}
