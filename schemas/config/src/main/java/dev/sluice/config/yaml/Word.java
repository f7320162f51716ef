package dev.sluice.config.yaml;

import java.util.List;
import java.util.Optional;

/** One of a few words; {@code later}: names that are taken but not built. */
record Word(List<String> words, List<String> later) implements Scalar {
    public Word {
        words = List.copyOf(words);
        later = List.copyOf(later);
    }

    @Override
    public String type() {
        return "word";
    }

    @Override
    public String bounds() {
        return String.join(", ", words);
    }

    @Override
    public Optional<String> fault(String text) {
        if (words.contains(text)) {
            return Optional.empty();
        }
        return Optional.of(
                later.contains(text)
                        ? "'" + text + "' is not available yet; use " + bounds()
                        : "must be one of "
                                + bounds()
                                + ", not "
                                + Quoted.of(text)
                                + NearestName.hint(text, words));
    }
}
