package dev.sluice.dispatcher.streams.admission;

import static dev.sluice.dispatcher.streams.admission.Stages.request;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.config.CustomerConfig.WhenFull;
import dev.sluice.config.Limit;
import dev.sluice.config.Window;
import dev.sluice.dispatcher.admission.quota.LimitPath;
import dev.sluice.dispatcher.admission.quota.LimitUse;
import dev.sluice.schemas.record.Attempt;
import dev.sluice.schemas.record.InferenceResult;
import dev.sluice.schemas.record.OnLimit;
import dev.sluice.schemas.record.ResultError;
import dev.sluice.schemas.record.ResultStatus;
import dev.sluice.testing.Samples;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every kind of limit at virtual key, team and customer: a request takes of all, or of none. */
class AllOrNoneTopologyTest {

    private static final Window MINUTE = new Window(1, Window.Unit.MINUTES);
    private static final Window DAY = new Window(1, Window.Unit.DAYS);
    private static final List<String> OWNERS =
            List.of("acme/research/demo", "acme/research", "acme");
    private static final List<String> KINDS =
            List.of(
                    "requests/1m",
                    "tokens/1m",
                    "input_tokens/1m",
                    "output_tokens/1m",
                    "concurrent",
                    "usd/1d");

    @RegisterExtension final Stages stages = new Stages();

    /** What one request takes of each kind. */
    private Attempt sample() {
        Stage free = stages.with();
        free.publish(request());
        return free.onlyAttempt();
    }

    /** Room for ten of these requests, or for one and a half. */
    private static Limit limit(String kind, Attempt one, boolean tight) {
        long halves = tight ? 3 : 20;
        long input = one.getInputTokens();
        long output = one.getMaxOutputTokens();
        return switch (kind) {
            case "requests/1m" -> new Limit.Requests(halves / 2, MINUTE, OptionalLong.empty());
            case "tokens/1m" ->
                    new Limit.Tokens((input + output) * halves / 2, MINUTE, OptionalLong.empty());
            case "input_tokens/1m" -> new Limit.InputTokens(input * halves / 2, MINUTE);
            case "output_tokens/1m" -> new Limit.OutputTokens(output * halves / 2, MINUTE);
            case "concurrent" -> new Limit.Concurrent((int) halves / 2);
            default -> new Limit.Usd(one.getReservation().getPicos() * halves / 2, DAY);
        };
    }

    private static String type(String kind) {
        return switch (kind) {
            case "requests/1m" -> "request_limited";
            case "concurrent" -> "concurrency_limited";
            case "usd/1d" -> "budget_exceeded";
            default -> "token_limited";
        };
    }

    static Stream<Arguments> everyLimit() {
        return OWNERS.stream()
                .flatMap(owner -> KINDS.stream().map(kind -> Arguments.of(owner, kind)));
    }

    private static Map<String, LimitUse> uses(Stage stage) {
        Map<String, LimitUse> uses = new HashMap<>();
        for (String owner : OWNERS) {
            for (String kind : KINDS) {
                LimitPath path = LimitPath.parse(owner + " " + kind);
                uses.put(path.text(), stage.uses().of(path));
            }
        }
        return uses;
    }

    /** Eighteen limits; one of them has no room for a second request. */
    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("everyLimit")
    void aRequestThatIsStoppedUsesUpNothingAnywhere(String tightOwner, String tightKind) {
        Attempt one = sample();
        List<List<Limit>> limits = new ArrayList<>();
        for (String owner : OWNERS) {
            limits.add(
                    KINDS.stream()
                            .map(kind ->
                                    limit(
                                            kind,
                                            one,
                                            owner.equals(tightOwner) && kind.equals(tightKind)))
                            .toList());
        }
        Stage stage = stages.with(WhenFull.STANDARD, limits.get(2), limits.get(1), limits.get(0));
        stage.publish(request());
        assertThat(stage.attempts()).hasSize(1);
        Map<String, LimitUse> before = uses(stage);
        assertThat(before.values())
                .as("all eighteen are used")
                .allMatch(use -> use.total() + use.held() > 0);

        stage.publish(request().setOnLimit(OnLimit.REJECT));
        InferenceResult refused = stage.onlyResult();
        stage.publish(request().setDeadline(Samples.NOON.plusSeconds(20)));

        assertThat(stage.attempts()).isEmpty();
        assertThat(uses(stage)).isEqualTo(before);
        ResultError error = refused.getError().orElseThrow();
        assertThat(refused.getStatusCode()).isEqualTo(429);
        assertThat(error.getType()).isEqualTo(type(tightKind));
        assertThat(error.getLimit()).contains(tightOwner + " " + tightKind);
        assertThat(error.getRetryAfterMillis().orElseThrow()).isPositive();
        stage.pass(Duration.ofSeconds(20));
        InferenceResult late = stage.onlyResult();
        assertThat(late.getStatus()).isEqualTo(ResultStatus.EXPIRED);
        assertThat(late.getError().orElseThrow().getLimit()).contains(tightOwner + " " + tightKind);
        stage.pass(Duration.ofMinutes(20));
        assertThat(stage.attempts()).isEmpty();
    }
}
