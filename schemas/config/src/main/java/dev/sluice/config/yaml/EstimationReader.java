package dev.sluice.config.yaml;

import dev.sluice.config.Estimation;
import dev.sluice.config.Estimation.Estimator;
import java.util.OptionalInt;

/** How the tokens of a model are counted, of a tree without error. */
final class EstimationReader {

    private EstimationReader() {}

    static Estimation read(Known model) {
        return new Estimation(
                model.find("estimator").map(EstimationReader::estimator),
                number(model, "ratio_percent"),
                number(model, "image_tokens"),
                number(model, "file_tokens"));
    }

    private static Estimator estimator(String word) {
        return switch (word) {
            case "exact" -> Estimator.EXACT;
            case "ratio" -> Estimator.RATIO;
            case "bytes" -> Estimator.BYTES;
            default -> throw new IllegalStateException("not checked: " + word);
        };
    }

    private static OptionalInt number(Known model, String name) {
        return model.has(name) ? OptionalInt.of(model.number(name)) : OptionalInt.empty();
    }
}
