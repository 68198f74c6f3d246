package dev.lifeguard.advice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.math.MathContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ErlangCTest {
    /// Known from textbooks, and easy to check by hand for one and two servers.
    @ParameterizedTest
    @CsvSource({"1, 0.5, 0.5", "2, 1, 0.333333", "3, 2, 0.444444", "5, 4, 0.554113", "10, 8, 0.409180"})
    void theChanceToWaitMatchesTextbooks(int servers, double offered, double chance) {
        assertThat(ErlangC.chanceToWait(servers, offered)).isCloseTo(chance, within(1e-6));
    }

    @ParameterizedTest
    @CsvSource({"1, 0.9", "7, 3.5", "40, 36", "171, 160", "400, 390", "1000, 950", "1000, 999"})
    void theRecurrenceAgreesWithErlangsSum(int servers, double offered) {
        assertThat(ErlangC.chanceToWait(servers, offered)).isCloseTo(summed(servers, offered), within(1e-9));
    }

    @Test
    void withoutLoadNothingWaits() {
        assertThat(ErlangC.chanceToWait(3, 0)).isZero();
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "4, 4", "4, 9"})
    void underOverloadEveryRequestWaits(int servers, double offered) {
        assertThat(ErlangC.chanceToWait(servers, offered)).isEqualTo(1);
    }

    /// The definition, with powers and factorials, in numbers that do not overflow.
    private static double summed(int servers, double offered) {
        MathContext digits = MathContext.DECIMAL64;
        BigDecimal load = BigDecimal.valueOf(offered);
        BigDecimal term = BigDecimal.ONE;
        BigDecimal sum = BigDecimal.ZERO;
        for (int busy = 1; busy <= servers; busy++) {
            sum = sum.add(term, digits);
            term = term.multiply(load, digits).divide(BigDecimal.valueOf(busy), digits);
        }
        BigDecimal waiting = term.divide(BigDecimal.valueOf(1 - offered / servers), digits);
        return waiting.divide(sum.add(waiting, digits), digits).doubleValue();
    }
}
