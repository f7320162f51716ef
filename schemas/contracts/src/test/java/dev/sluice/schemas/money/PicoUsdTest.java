package dev.sluice.schemas.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PicoUsdTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "5, 5000000000000",
        "0.15, 150000000000",
        "0.000000000001, 1",
        "-0.5, -500000000000",
        "9000000, 9000000000000000000"
    })
    void dollarsAreExact(BigDecimal usd, long picos) {
        assertThat(PicoUsd.ofUsd(usd)).isEqualTo(picos);
        assertThat(PicoUsd.toUsd(picos)).isEqualByComparingTo(usd).hasScaleOf(12);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0000000000001", "10000000", "-10000000"})
    void dollarsThatDoNotFitAreAnError(BigDecimal usd) {
        assertThatThrownBy(() -> PicoUsd.ofUsd(usd)).isInstanceOf(ArithmeticException.class);
    }

    @ParameterizedTest
    @CsvSource({
        // tokens in, price of a million in, tokens out, price of a million out, picos
        "0, 150000000000, 0, 600000000000, 0",
        "1000000, 150000000000, 0, 600000000000, 150000000000",
        "20, 150000000000, 100, 600000000000, 63000000",
        // half a pico goes to the even neighbour
        "1, 500000, 0, 0, 0",
        "3, 500000, 0, 0, 2",
        "1, 500001, 0, 0, 1",
        // the halves of both sides make a whole: rounded once
        "1, 500000, 1, 500000, 1"
    })
    void costIsRoundedOnceHalfToEven(long in, long priceIn, long out, long priceOut, long picos) {
        assertThat(PicoUsd.cost(in, priceIn, out, priceOut)).isEqualTo(picos);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void costEqualsTheSameInDecimals(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 200; i++) {
            long in = random.nextLong(10_000_000);
            long out = random.nextLong(10_000_000);
            long priceIn = random.nextLong(100_000_000_000_000L);
            long priceOut = random.nextLong(100_000_000_000_000L);
            BigDecimal exact =
                    new BigDecimal(BigInteger.valueOf(in).multiply(BigInteger.valueOf(priceIn)))
                            .add(new BigDecimal(out).multiply(new BigDecimal(priceOut)))
                            .movePointLeft(6)
                            .setScale(0, RoundingMode.HALF_EVEN);
            assertThat(PicoUsd.cost(in, priceIn, out, priceOut)).isEqualTo(exact.longValueExact());
        }
    }

    @Test
    void aCostThatDoesNotFitIsAnErrorAndNotAnotherNumber() {
        assertThatThrownBy(() -> PicoUsd.cost(Long.MAX_VALUE, Long.MAX_VALUE, 0, 0))
                .isInstanceOf(ArithmeticException.class);
    }
}
