package dev.sluice.app.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.config.ActiveConfig;
import dev.sluice.config.document.ConfigDocuments;
import dev.sluice.config.yaml.ConfigParser;
import dev.sluice.config.yaml.ParsedConfig;
import dev.sluice.schemas.kafka.SmallTopic;
import dev.sluice.schemas.kafka.TopicSchemaRegistry;
import dev.sluice.schemas.record.ConfigDocument;
import dev.sluice.schemas.topic.Topics;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SluiceConfigTopicTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final String YAML =
            """
            kafka_door: {auth: trusted}
            providers:
              sim:
                type: openai
                base_url: http://127.0.0.1:4010/v1
                keys:
                  - {id: key-a, secret: "${env:KEY_A}", limits: [{requests: 600, per: 1m, burst: 10}]}
            models:
              gpt-4o-mini: {provider: sim, max_output_tokens: 1024}
            customers:
              acme:
                teams:
                  research:
                    keys:
                      - {id: demo, secret_sha256: "%s", models: [gpt-4o-mini]}
            prices:
              gpt-4o-mini: {input_per_million: 0.15, output_per_million: 0.60}
            audit: {root_key: "${env:AUDIT_ROOT}"}
            """;

    private EmbeddedKafka kafka;
    private TopicSchemaRegistry registry;
    private SluiceConfigTopic mine;
    private SluiceConfigTopic others;

    @BeforeEach
    void start(@TempDir Path folder) {
        kafka = EmbeddedKafka.start(folder, EmbeddedKafkaConfig.loopback(0));
        try (TopicAdmin admin = TopicAdmin.connect(kafka.bootstrapServers())) {
            admin.create(new TopicPlan(1, (short) 1));
        }
        registry =
                TopicSchemaRegistry.open(
                        kafka.bootstrapServers(), () -> UUID.randomUUID().toString());
        registry.registerAll(Topics.ALL);
        mine = SluiceConfigTopic.open(kafka.bootstrapServers(), registry);
        others = SluiceConfigTopic.open(kafka.bootstrapServers(), registry);
    }

    @AfterEach
    void stop() {
        others.close();
        mine.close();
        registry.close();
        kafka.close();
    }

    @Test
    void a_configuration_is_applied_once_and_a_change_replaces_it() {
        ActiveConfig first = mine.apply(config(600), 1, "me", NOW);
        ActiveConfig same = others.apply(config(600), 1, "other", NOW);
        ActiveConfig changed = others.apply(config(1200), 1, "other", NOW);

        assertThat(first.version()).isEqualTo(1);
        assertThat(same.version()).isEqualTo(1);
        assertThat(same.config()).isEqualTo(first.config());
        assertThat(changed.version()).isEqualTo(2);
        assertThat(changed.lanePartitions()).isEqualTo(first.lanePartitions()).isNotEmpty();
        assertThat(mine.read().chain()).hasSize(2);
    }

    @Test
    void of_two_that_replace_the_same_version_the_first_in_the_log_counts() {
        ConfigDocuments before = mine.read();
        ConfigDocument winner = before.next(config(600), 1, "me", NOW).orElseThrow();
        ConfigDocument loser = before.next(config(900), 1, "other", NOW).orElseThrow();

        mine.append(winner);
        others.append(loser);

        assertThat(mine.read().chain()).containsExactly(winner);
        assertThat(others.read().chain()).containsExactly(winner);
        assertThat(others.apply(config(900), 1, "other", NOW).version()).isEqualTo(2);
    }

    @Test
    void a_record_that_is_no_document_is_left_out() {
        try (SmallTopic raw = SmallTopic.open(kafka.bootstrapServers(), Topics.CONFIG.name())) {
            raw.append(new TreeMap<>(Map.of("x", new byte[] {'x'})));
        }

        assertThat(mine.read().newest()).isEmpty();
        assertThat(mine.apply(config(600), 1, "me", NOW).version()).isEqualTo(1);
    }

    private static ParsedConfig.Valid config(int requests) {
        return switch (ConfigParser.parse(
                YAML.replace("600", Integer.toString(requests)).replace("%s", "0".repeat(64)),
                "sluice.yaml")) {
            case ParsedConfig.Valid valid -> valid;
            case ParsedConfig.Invalid invalid -> throw new AssertionError(invalid.report());
        };
    }

    @Test
    void a_version_that_is_named_is_replaced_and_no_other() {
        mine.apply(config(600), 1, "me", NOW);

        assertThatThrownBy(() -> others.applyOver(0, config(900), 1, "other", NOW))
                .isInstanceOf(ConfigOvertakenException.class)
                .hasMessageContaining("version 1 is in force, not 0");
        ActiveConfig second = others.applyOver(1, config(900), 1, "other", NOW);

        assertThat(second.version()).isEqualTo(2);
        assertThat(mine.read().newest().orElseThrow().getAppliedBy()).isEqualTo("other");
    }
}
