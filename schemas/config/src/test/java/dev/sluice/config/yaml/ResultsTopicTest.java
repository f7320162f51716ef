package dev.sluice.config.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.config.CustomerConfig.ResultsTopic;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A customer's own topic for its results. */
final class ResultsTopicTest {

    @SuppressWarnings("unused") // by name: FieldSource
    private static final List<ErrorCase> TOPICS =
            List.of(
                    topic("a topic of Sluice", "inference.results", "'inference.results' is"),
                    topic("one that Sluice may have later", "audit.mine", "does not begin with"),
                    topic("a changelog of a stage", "sluice-x-changelog", "Sluice's or Kafka's"),
                    topic("a topic of Kafka", "__consumer_offsets", "Sluice's or Kafka's own"),
                    topic("what Kafka takes for one of Sluice", "ledger_spend", "is Sluice's or"),
                    topic("no name at all", "..", "Kafka takes no topic of this name"),
                    topic("a slash", "out/put", "1 to 249 of A-Za-z0-9._-, not 'out/put'"),
                    topic("a name that is too long", "t".repeat(250), "1 to 249 of"));

    @SuppressWarnings("unused") // by name: FieldSource
    private static final List<ErrorCase> CUSTOMERS =
            List.of(
                    customers(
                            "two customers with one topic",
                            "{topic: out}",
                            "{topic: 'out'}",
                            "'out'",
                            "initech.results.topic",
                            "'out' is the topic of customers.globex.results.topic in line 12: one"
                                    + " customer would see the other's answers"),
                    customers(
                            "two topics that Kafka cannot tell apart",
                            "{topic: out.x}",
                            "{topic: out_x}",
                            "out_x",
                            "initech.results.topic",
                            "to Kafka, which takes '.' and '_' for the same"),
                    customers(
                            "a format nobody knows",
                            "{topic: out}",
                            "{topic: other, format: jsonl}",
                            "jsonl",
                            "initech.results.format",
                            "must be one of json, avro, not 'jsonl'; did you mean 'json'?"),
                    customers(
                            "no topic",
                            "{topic: out}",
                            "{format: json}",
                            "{format",
                            "initech.results.topic",
                            "is missing"));

    @ParameterizedTest
    @FieldSource({"TOPICS", "CUSTOMERS"})
    void oneMistakeIsOneErrorAtItsPlace(ErrorCase mistake) {
        mistake.check();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{topic: out} | JSON",
                "{topic: out, format: json} | JSON",
                "{topic: out, format: avro} | AVRO"
            })
    void formatIsJsonUnlessItSaysOtherwise(String yaml, ResultsTopic.Format format) {
        String document = Documents.sample("  acme:", "  acme:\n    results: " + yaml);

        assertThat(Documents.valid(document).config().customers().getFirst().results())
                .contains(new ResultsTopic("out", format));
    }

    @Test
    void aCustomerWithoutOneHasNone() {
        assertThat(Documents.valid(Documents.sample()).config().customers().getFirst().results())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"results.acme", "inference", "sluices", "_x", "A-z_0.9", "auditor"})
    void anyOtherNameIsTaken(String name) {
        String document =
                Documents.sample("  acme:", "  acme:\n    results: {topic: " + name + "}");

        assertThat(Documents.errors(document)).isEmpty();
    }

    private static ErrorCase topic(String name, String topic, String message) {
        return new ErrorCase(
                name,
                "customers:",
                "customers:\n  globex: {results: {topic: " + topic + "}}",
                topic + "}}",
                "customers.globex.results.topic",
                message);
    }

    private static ErrorCase customers(
            String name, String one, String other, String mark, String path, String message) {
        return new ErrorCase(
                name,
                "customers:",
                "customers:\n  globex: {results: " + one + "}\n  initech: {results: " + other + "}",
                mark,
                "customers." + path,
                message);
    }
}
