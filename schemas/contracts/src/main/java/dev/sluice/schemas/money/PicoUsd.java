package dev.sluice.schemas.money;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/**
 * Conversions between dollars as people write them and integer pico-dollars (10⁻¹² USD).
 * Nano-dollars do not hold every published price per token; a {@code long} of pico-dollars holds
 * ±9.2 million USD, enough for an entry, not for a total.
 */
public final class PicoUsd {

    /** Pico-dollars of one dollar. */
    public static final long PER_USD = 1_000_000_000_000L;

    private static final int SCALE = 12;
    private static final BigInteger MILLION = BigInteger.valueOf(1_000_000);

    private PicoUsd() {}

    /**
     * @throws ArithmeticException where {@code usd} has more than 12 decimals or does not fit
     */
    public static long ofUsd(BigDecimal usd) {
        return usd.setScale(SCALE, RoundingMode.UNNECESSARY).unscaledValue().longValueExact();
    }

    /** Dollars with 12 decimals. */
    public static BigDecimal toUsd(long picos) {
        return BigDecimal.valueOf(picos, SCALE);
    }

    /**
     * The cost of tokens whose price is given per million, rounded once, half to even.
     *
     * @throws ArithmeticException where the cost does not fit a long (over 9.2 million USD)
     */
    public static long cost(
            long tokensIn, long picosPerMillionIn, long tokensOut, long picosPerMillionOut) {
        BigInteger exact =
                product(tokensIn, picosPerMillionIn).add(product(tokensOut, picosPerMillionOut));
        return new BigDecimal(exact)
                .divide(new BigDecimal(MILLION), 0, RoundingMode.HALF_EVEN)
                .longValueExact();
    }

    private static BigInteger product(long tokens, long picosPerMillion) {
        return BigInteger.valueOf(tokens).multiply(BigInteger.valueOf(picosPerMillion));
    }
}
