package dev.sluice.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClientOptionsTest {

    private static final ClientOptions OPTIONS = ClientOptions.of("127.0.0.1:9092", "research");

    @Test
    void unlessSaidOtherwiseResultsAreReadWhereSluiceWritesThem() {
        assertThat(OPTIONS.source().topic()).isEqualTo("inference.results");
        assertThat(OPTIONS.source().customer()).isEmpty();
        assertThat(OPTIONS.registry()).isEmpty();
        assertThat(OPTIONS.bounds().maxInFlight()).isEqualTo(1_000);
    }

    @Test
    void eachIsSetByItself() {
        ClientOptions options =
                OPTIONS.customer("acme")
                        .resultsTopic("results.acme")
                        .registry(URI.create("http://127.0.0.1:8081"))
                        .kafka(Map.of("security.protocol", "SASL_SSL"))
                        .maxInFlight(2)
                        .maxBlock(Duration.ofSeconds(3))
                        .deadline(Duration.ofSeconds(4))
                        .grace(Duration.ofSeconds(5))
                        .drain(Duration.ofSeconds(6));

        assertThat(options.source().topic()).isEqualTo("results.acme");
        assertThat(options.source().customer()).contains("acme");
        assertThat(options.registry()).contains(URI.create("http://127.0.0.1:8081"));
        assertThat(options.access().bootstrapServers()).isEqualTo("127.0.0.1:9092");
        assertThat(options.access().properties()).containsEntry("security.protocol", "SASL_SSL");
        assertThat(options.bounds())
                .isEqualTo(
                        new ClientOptions.Bounds(
                                2,
                                Duration.ofSeconds(3),
                                Duration.ofSeconds(4),
                                Duration.ofSeconds(5),
                                Duration.ofSeconds(6)));
    }

    @Test
    void theFirstStaysAsItWas() {
        assertThat(OPTIONS.maxInFlight(2).bounds()).isNotEqualTo(OPTIONS.bounds());
        assertThat(OPTIONS.bounds().maxInFlight()).isEqualTo(1_000);
    }

    @Test
    void requestsGoToTheCustomersPartitionWhereTheCustomerIsKnown() {
        Request request = Request.chat("m", "hello");

        assertThat(OPTIONS.outgoing(request).customer()).isEmpty();
        assertThat(OPTIONS.customer("acme").outgoing(request).customer()).contains("acme");
        assertThat(OPTIONS.outgoing(request).headers()).containsEntry("sluice-key", "research");
    }

    @Test
    void whatMakesNoSenseIsRefused() {
        assertThatThrownBy(() -> ClientOptions.of("", "research"))
                .hasMessageContaining("HOST:PORT");
        assertThatThrownBy(() -> ClientOptions.of("a:1", " ")).hasMessageContaining("virtual key");
        assertThatThrownBy(() -> OPTIONS.maxInFlight(0)).hasMessageContaining("at least 1");
        assertThatThrownBy(() -> OPTIONS.grace(Duration.ofSeconds(-1)))
                .hasMessageContaining("not negative");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "acks",
                "isolation.level",
                "group.id",
                "enable.auto.commit",
                "value.serializer"
            })
    void whatThePromisesHangOnIsNotForOthersToSet(String name) {
        assertThatThrownBy(() -> OPTIONS.kafka(Map.of(name, "x")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(name);
    }

    @Test
    void passwordsAreInNoLog() {
        ClientOptions options = OPTIONS.kafka(Map.of("sasl.jaas.config", "pässword"));

        assertThat(options).asString().contains("research").doesNotContain("pässword");
        assertThat(options.access()).asString().doesNotContain("pässword");
    }
}
