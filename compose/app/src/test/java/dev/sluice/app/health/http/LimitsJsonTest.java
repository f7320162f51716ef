package dev.sluice.app.health.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.dispatcher.admission.quota.LimitOwner;
import dev.sluice.dispatcher.admission.quota.LimitPath.Counted;
import dev.sluice.dispatcher.admission.quota.LimitReport;
import dev.sluice.dispatcher.admission.quota.LimitStatus;
import dev.sluice.dispatcher.streams.admission.AdmissionLimits;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class LimitsJsonTest {

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    private static String json(LimitStatus... limits) {
        LimitReport report = new LimitReport(NOON, 3, 1, List.of(limits), 7);
        return new String(
                LimitsJson.bytes(LimitsJson.answer(new AdmissionLimits.Answer(true, report))),
                StandardCharsets.UTF_8);
    }

    @Test
    void moneyIsInDollarsAndNeverRounded() {
        LimitStatus budget =
                new LimitStatus(
                        new LimitOwner("acme", Optional.empty(), Optional.empty()),
                        "usd/1M",
                        Counted.USD,
                        1,
                        OptionalLong.of(0),
                        500_000_000_000_000L,
                        Optional.of(NOON.plusSeconds(60)));
        assertThat(json(budget))
                .isEqualTo(
                        """
                        {"ready":true,"at":"2026-01-01T12:00:00Z","customers":3,"customers_here":1,\
                        "more":7,"limits":[{"customer":"acme","team":null,"key":null,\
                        "limit":"usd/1M","used":0.000000000001,"reserved":0.000000000000,\
                        "allowed":500.000000000000,"percent":0.0,\
                        "resets_at":"2026-01-01T12:01:00Z"}]}\
                        """);
    }

    @Test
    void countsAreWholeAndWhatThereIsNotIsNull() {
        LimitStatus rate =
                new LimitStatus(
                        new LimitOwner("acme", Optional.of("research"), Optional.of("demo")),
                        "requests/1m",
                        Counted.REQUESTS,
                        2,
                        OptionalLong.empty(),
                        3,
                        Optional.empty());
        assertThat(json(rate))
                .contains("\"team\":\"research\",\"key\":\"demo\",\"limit\":\"requests/1m\"")
                .contains("\"used\":2,\"reserved\":null,\"allowed\":3,\"percent\":66.67")
                .contains("\"resets_at\":null");
    }
}
