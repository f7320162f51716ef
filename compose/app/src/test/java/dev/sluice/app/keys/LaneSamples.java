package dev.sluice.app.keys;

import dev.sluice.config.Lane;
import dev.sluice.config.ProviderConfig;
import dev.sluice.config.SecretRef;
import dev.sluice.schemas.record.KeyStanding;
import dev.sluice.schemas.record.LaneAnnouncement;
import dev.sluice.schemas.record.LaneCondition;
import dev.sluice.schemas.record.LaneCounts;
import dev.sluice.schemas.record.OpenBreaker;
import dev.sluice.testing.Samples;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Lanes and what they announce, at noon. */
public final class LaneSamples {

    public static final Instant NOW = Samples.NOON;

    private LaneSamples() {}

    /** A lane of provider {@code sim}. */
    public static Lane lane(String scope, String... keys) {
        return new Lane(
                "sim/" + scope,
                "sim",
                "sim",
                Stream.of(keys).map(LaneSamples::key).toList(),
                List.of(),
                Set.of("gpt-4o-mini"),
                1);
    }

    private static ProviderConfig.Key key(String id) {
        return new ProviderConfig.Key(
                id, new SecretRef.Literal("x"), List.of(), Optional.empty(), 1);
    }

    /** Available, of all other models, with one key of the scope's name. */
    public static LaneAnnouncement.Builder announced(String scope) {
        return LaneAnnouncement.newBuilder()
                .setLane("sim/" + scope)
                .setPool("sim")
                .setModelGroup("*")
                .setPartition(0)
                .setEpoch(5)
                .setNumber(1)
                .setUpTo(1)
                .setHeadroomMillis(1_000)
                .setInFlight(3)
                .setCondition(LaneCondition.AVAILABLE)
                .setAt(NOW)
                .setConfigVersion(1)
                .setKeys(List.of(new KeyStanding(scope, LaneCondition.AVAILABLE, null, null)))
                .setCounts(new LaneCounts(200L, 100L, 20L, 10L, 30L))
                .setLimits(List.of("600 requests/1m"));
    }

    /** For seconds from now, for a reason. */
    public static LaneAnnouncement.Builder cooling(String scope, int seconds, String reason) {
        return announced(scope)
                .setCondition(LaneCondition.COOLING)
                .setUntil(NOW.plusSeconds(seconds))
                .setReason(reason);
    }

    public static KeyStanding disabled(String key, String reason) {
        return new KeyStanding(key, LaneCondition.DISABLED, NOW.plusSeconds(600), reason);
    }

    public static OpenBreaker open(String model) {
        return new OpenBreaker(model, NOW.plusSeconds(10));
    }
}
