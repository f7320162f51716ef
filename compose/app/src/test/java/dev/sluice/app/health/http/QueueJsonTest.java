package dev.sluice.app.health.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.dispatcher.placement.QueueReport;
import dev.sluice.schemas.record.LaneCondition;
import dev.sluice.schemas.record.Priority;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class QueueJsonTest {

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    private static ObjectNode object() {
        return new JsonMapper().createObjectNode();
    }

    private static QueueReport report(
            OptionalDouble perSecond, Optional<Duration> drains, QueueReport.LaneCredit lane) {
        QueueReport.Share share =
                new QueueReport.Share(Priority.BATCH, "acme", 7, 840, NOON, NOON.plusSeconds(60));
        return new QueueReport(
                NOON,
                List.of(
                        new QueueReport.Pool(
                                "sim", 7, 840, perSecond, drains, List.of(share), List.of(lane))));
    }

    @Test
    void whatIsKnownIsThere() {
        QueueReport.LaneCredit lane =
                new QueueReport.LaneCredit(
                        "sim/a",
                        "nano",
                        Optional.of(LaneCondition.COOLING),
                        Optional.of(NOON.plusSeconds(5)),
                        3,
                        OptionalDouble.of(9.876));
        assertThat(
                        QueueJson.report(
                                        report(
                                                OptionalDouble.of(12.345),
                                                Optional.of(Duration.ofMillis(567)),
                                                lane),
                                        object())
                                .toString())
                .isEqualTo(
                        """
                        {"at":"2026-01-01T12:00:00Z","pools":[{"pool":"sim","waiting":7,"tokens":840,\
                        "per_second":12.35,"drains_in_ms":567,"lines":[{"priority":"batch",\
                        "customer":"acme","waiting":7,"tokens":840,"oldest":"2026-01-01T12:00:00Z",\
                        "next_deadline":"2026-01-01T12:01:00Z"}],"lanes":[{"lane":"sim/a",\
                        "model_group":"nano","condition":"cooling","until":"2026-01-01T12:00:05Z",\
                        "credit":3,"per_second":9.88}]}]}\
                        """);
    }

    @Test
    void whatIsNotKnownIsNull() {
        QueueReport.LaneCredit silent =
                new QueueReport.LaneCredit(
                        "sim/a",
                        "*",
                        Optional.empty(),
                        Optional.empty(),
                        0,
                        OptionalDouble.empty());
        String json =
                QueueJson.report(report(OptionalDouble.empty(), Optional.empty(), silent), object())
                        .toString();
        assertThat(json)
                .contains("\"per_second\":null,\"drains_in_ms\":null")
                .contains(
                        "\"condition\":\"silent\",\"until\":null,\"credit\":0,\"per_second\":null");
    }

    @Test
    void aPositionSaysWhetherItWasCountedToTheEnd() {
        QueueReport.Position position =
                new QueueReport.Position(
                        "topic.0.7",
                        2,
                        "sim",
                        "m",
                        Priority.INTERACTIVE,
                        "acme",
                        "demo",
                        NOON,
                        NOON.plusSeconds(60),
                        new QueueReport.Count(100_000, QueueReport.Count.Bound.AT_LEAST),
                        250_000,
                        Optional.empty());
        assertThat(QueueJson.position(position, object()).toString())
                .isEqualTo(
                        """
                        {"request_id":"topic.0.7","attempt":2,"pool":"sim","model":"m",\
                        "priority":"interactive","customer":"acme","virtual_key":"demo",\
                        "since":"2026-01-01T12:00:00Z","deadline":"2026-01-01T12:01:00Z",\
                        "ahead_in_key":100000,"ahead_in_key_exact":false,"ahead_in_pool":250000,\
                        "expected_start":null}\
                        """);
    }
}
