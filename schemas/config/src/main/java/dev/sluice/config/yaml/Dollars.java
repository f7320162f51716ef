package dev.sluice.config.yaml;

import java.math.BigDecimal;
import java.util.Optional;

/** Dollars, exact to 10⁻¹² (a pico-dollar). */
record Dollars(BigDecimal min, BigDecimal max) implements Scalar {
    private static final int DECIMALS_MAX = 12;

    @Override
    public String type() {
        return "dollars";
    }

    @Override
    public String bounds() {
        return min.toPlainString()
                + " to "
                + max.toPlainString()
                + ", at most "
                + DECIMALS_MAX
                + " decimals";
    }

    @Override
    public Optional<String> fault(String text) {
        Optional<BigDecimal> value = Amounts.decimal(text);
        if (value.isEmpty()) {
            return Optional.of(
                    "must be dollars such as 5 or 0.15, without sign or unit, not "
                            + Quoted.of(text));
        }
        BigDecimal usd = value.get();
        boolean outside =
                usd.scale() > DECIMALS_MAX || usd.compareTo(min) < 0 || usd.compareTo(max) > 0;
        return outside ? Faults.outside(bounds(), text) : Optional.empty();
    }
}
