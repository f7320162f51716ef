package dev.sluice.integration;

import java.util.regex.Pattern;

/** On which Kafka the integration tests run, as {@code -Dkafka=…} says. */
sealed interface KafkaChoice {

    /** A fresh one within the process of each Sluice; the default. */
    record Embedded() implements KafkaChoice {}

    /** A fresh one in a container for each Sluice. */
    record Testcontainers() implements KafkaChoice {}

    /** One that runs already: its topics and groups are deleted before each Sluice. */
    record Running(String hostAndPort) implements KafkaChoice {}

    String EMBEDDED = "embedded";

    static KafkaChoice parse(String text) {
        return switch (text) {
            case EMBEDDED -> new Embedded();
            case "testcontainers" -> new Testcontainers();
            default -> {
                if (!Addresses.LIST.matcher(text).matches()) {
                    throw new IllegalArgumentException(
                            "-Dkafka=%s: say embedded, testcontainers, or HOST:PORT of a Kafka that may be wiped"
                                    .formatted(text));
                }
                yield new Running(text);
            }
        };
    }

    /** How addresses are written, one or several. */
    final class Addresses {
        private static final Pattern LIST =
                Pattern.compile("[\\w.\\[\\]:-]+:\\d{1,5}(,[\\w.\\[\\]:-]+:\\d{1,5})*");

        private Addresses() {}
    }
}
