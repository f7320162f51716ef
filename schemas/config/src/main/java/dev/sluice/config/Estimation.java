package dev.sluice.config;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * How the input tokens of a request are counted before the call. What is left out goes by the
 * model's provider and its name there.
 *
 * @param ratioPercent tokens for each hundred that o200k_base makes of a text, 10 to 1000; only
 *     with {@link Estimator#RATIO}, which it stands for where no estimator is named
 * @param imageTokens of an image whose size is not known, from 1 on
 * @param fileTokens of a file or a recording, from 1 on
 */
public record Estimation(
        Optional<Estimator> estimator,
        OptionalInt ratioPercent,
        OptionalInt imageTokens,
        OptionalInt fileTokens) {

    /** How a text becomes a number of tokens. */
    public enum Estimator {
        /** By an encoding of OpenAI's and its published rule for messages and functions. */
        EXACT,
        /** By o200k_base, times a ratio. */
        RATIO,
        /** Each byte in UTF-8 is a token: no tokenizer makes more. */
        BYTES
    }

    public static final Estimation DEFAULT =
            new Estimation(
                    Optional.empty(),
                    OptionalInt.empty(),
                    OptionalInt.empty(),
                    OptionalInt.empty());

    private static final int PERCENT_MIN = 10;
    private static final int PERCENT_MAX = 1000;

    public Estimation {
        if (ratioPercent.isPresent()) {
            estimator = Optional.of(estimator.orElse(Estimator.RATIO));
            int percent = ratioPercent.getAsInt();
            if (estimator.get() != Estimator.RATIO) {
                throw new IllegalArgumentException("ratio_percent is for the estimator ratio");
            }
            if (percent < PERCENT_MIN || percent > PERCENT_MAX) {
                throw new IllegalArgumentException(
                        "ratio_percent must be 10 to 1000, not " + percent);
            }
        }
        if (imageTokens.orElse(1) < 1 || fileTokens.orElse(1) < 1) {
            throw new IllegalArgumentException("image_tokens and file_tokens are at least 1");
        }
    }
}
