package dev.sluice.schemas.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.schemas.topic.Topic;
import dev.sluice.schemas.topic.Topics;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SchemaRecordTest {

    static Stream<Topic<?>> topics() {
        return Topics.ALL.stream().map(topic -> topic);
    }

    @ParameterizedTest
    @MethodSource("topics")
    void the_schema_of_every_topic_comes_back_as_it_was(Topic<?> topic) {
        SchemaRecord written = new SchemaRecord(topic.subject(), topic.schema());

        assertThat(SchemaRecord.decode(written.encode())).hasValue(written);
    }

    @Test
    void the_form_is_plain_json() {
        String text = "{\"subject\":\"s\",\"schema\":\"\\\"int\\\"\",\"more\":1}";

        assertThat(SchemaRecord.decode(text.getBytes(UTF_8)))
                .get()
                .extracting(record -> record.schema().getType().getName())
                .isEqualTo("int");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "{",
                "[]",
                "{\"subject\":\"s\"}",
                "{\"schema\":\"\\\"int\\\"\"}",
                "{\"subject\":1,\"schema\":\"\\\"int\\\"\"}",
                "{\"subject\":\"s\",\"schema\":\"not avro\"}",
                "{\"subject\":\"s\",\"schema\":\"{\\\"type\\\":\\\"record\\\"}\"}"
            })
    void anything_else_is_no_registration(String text) {
        assertThat(SchemaRecord.decode(text.getBytes(UTF_8))).isEmpty();
    }
}
