package dev.sluice.config.yaml;

import java.util.Optional;

/** A single value: its type, its bounds, and what is wrong with a text that is not one. */
sealed interface Scalar extends Shape
        permits Digest,
                Dollars,
                Expression,
                FreeText,
                Name,
                PointInTime,
                Secret,
                Sentence,
                Size,
                Span,
                TimeZoneName,
                Url,
                WholeNumber,
                WindowLength,
                Word,
                WrappedKey {

    /** Which values are allowed, for the reference. */
    String bounds();

    /** What is wrong with the text; empty where nothing is. */
    Optional<String> fault(String text);
}
