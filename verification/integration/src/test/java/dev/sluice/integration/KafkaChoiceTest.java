package dev.sluice.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KafkaChoiceTest {

    @Test
    void itIsSaidWithAWord() {
        assertThat(KafkaChoice.parse("embedded")).isEqualTo(new KafkaChoice.Embedded());
        assertThat(KafkaChoice.parse("testcontainers")).isEqualTo(new KafkaChoice.Testcontainers());
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1:9092", "kafka-1:9092", "a.b:1,c:65535", "[::1]:9092"})
    void orWithTheAddressOfOneThatRuns(String address) {
        assertThat(KafkaChoice.parse(address)).isEqualTo(new KafkaChoice.Running(address));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "Embedded", "docker", "localhost", ":9092", "a:b", "a:1,", "a:1 b:2"})
    void anythingElseIsRefusedWithWhatThereIs(String text) {
        assertThatThrownBy(() -> KafkaChoice.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(
                        "-Dkafka=" + text + ": say embedded, testcontainers, or HOST:PORT");
    }
}
