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

/// Bodies of all sizes and paces, by a clock of their own.
class BoundedBodyTest {
    private static final int MEGABYTE = 1024 * 1024;
    private static final int LITTLE = (int) BoundedBody.LEAST_IN_A_STRETCH / 3 - 1;

    private Duration time = Duration.ZERO;
    private int piece;
    private boolean crowded = true;

    @Test
    void itMayBeAsLargeAsAFileAndNoLarger() throws IOException {
        try (BoundedBody body = body(MEGABYTE, Duration.ofMillis(1))) {
            read(body, 512);

            assertThat(refusal(body).kind()).isEqualTo(ProblemKind.BODY_TOO_LARGE);
            assertThat(body.isRefused()).isTrue();
        }
    }

    @Test
    void itMayTakeFifteenMinutesAndNoLonger() throws IOException {
        try (BoundedBody body = body((int) BoundedBody.LEAST_IN_A_STRETCH, Duration.ofSeconds(30))) {
            read(body, 30);

            assertThat(refusal(body).detail())
                    .isEqualTo("The body was still coming after 900 s, and nothing was changed.");
            assertThat(body.isRefused()).isTrue();
        }
    }

    @Test
    void whereAllPlacesAreTakenASlowOneGivesItsOwnBack() throws IOException {
        try (BoundedBody body = body(LITTLE, Duration.ofSeconds(10))) {
            read(body, 2);

            Problem problem = refusal(body);

            assertThat(problem.kind()).isEqualTo(ProblemKind.POOL_BUSY);
            assertThat(problem.detail())
                    .startsWith("1,048,572 bytes came in 30 s")
                    .endsWith("1,048,576 are asked for.");
            assertThat(problem.retryAfter()).hasValue(Duration.ofMinutes(1));
            assertThat(body.isRefused()).isTrue();
        }
    }

    @Test
    void whatCameBeforeDoesNotMakeUpForIt() throws IOException {
        try (BoundedBody body = body(MEGABYTE, Duration.ofSeconds(10))) {
            read(body, 3);
            piece = LITTLE;
            read(body, 2);

            assertThat(refusal(body).kind()).isEqualTo(ProblemKind.POOL_BUSY);
        }
    }

    @Test
    void whereThereIsAPlaceForOthersASlowOneMayTakeItsTime() throws IOException {
        crowded = false;
        try (BoundedBody body = body(1, Duration.ofSeconds(10))) {
            read(body, 90);

            assertThat(body.isRefused()).isFalse();
        }
    }

    @Test
    void oneThatKeepsThePaceIsNotAskedForMore() throws IOException {
        try (BoundedBody body = body(LITTLE + 2, Duration.ofSeconds(10))) {
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
