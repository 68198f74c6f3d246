package dev.lifeguard.customers.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.lifeguard.http.ProblemException;
import dev.lifeguard.http.ProblemKind;
import java.io.IOException;
import java.io.OutputStream;
import org.junit.jupiter.api.Test;

class SpoolTest {
    @Test
    void aDiskFailureIsAnInternalProblem() {
        Spool spool = Spool.open();
        spool.close();

        ProblemException problem = catchThrowableOfType(ProblemException.class, () -> fill(spool.out()));

        assertThat(problem.problem().kind()).isEqualTo(ProblemKind.INTERNAL);
        assertThat(problem).hasCauseInstanceOf(IOException.class);
    }

    private static void fill(OutputStream out) throws IOException {
        out.write(new byte[1_000_000]);
    }
}
