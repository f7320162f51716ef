package dev.sluice.config.yaml;

import dev.sluice.config.SluiceConfig;
import java.util.List;
import java.util.stream.Collectors;

/** What came of a document: all of it, or none of it and why. */
public sealed interface ParsedConfig {

    /** Name of the file, for messages. */
    String source();

    /**
     * Nothing is wrong with the document.
     *
     * @param warnings what works but should not stay, such as secrets that are written out
     * @param secrets every secret with its place, for those who resolve it
     * @param redacted the document without literal secrets: this, and nothing else of the document,
     *     may be written to a topic
     */
    record Valid(
            String source,
            SluiceConfig config,
            List<ConfigError> warnings,
            List<LocatedSecret> secrets,
            String redacted)
            implements ParsedConfig {
        public Valid {
            warnings = List.copyOf(warnings);
            secrets = List.copyOf(secrets);
        }
    }

    /** All that is wrong with the document, in its order. */
    record Invalid(String source, List<ConfigError> errors) implements ParsedConfig {
        public Invalid {
            errors = List.copyOf(errors);
        }

        /** One line an error. */
        public String report() {
            return errors.stream()
                    .map(error -> error.in(source))
                    .collect(Collectors.joining(System.lineSeparator()));
        }
    }
}
