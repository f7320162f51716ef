package dev.sluice.app.replay;

import static dev.sluice.app.replay.Requests.NOON;
import static dev.sluice.app.replay.Requests.request;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.schemas.record.ResultStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReplayRulesTest {

    private static final Duration WEEK = Duration.ofDays(7);
    private static final Instant ONE = NOON.plus(Duration.ofHours(1));

    private static ReplayRules rules(String statuses) {
        Set<ReplayStatus> asked =
                statuses.isEmpty()
                        ? EnumSet.noneOf(ReplayStatus.class)
                        : ReplayStatus.parse(Arrays.asList(statuses.split(",", -1)));
        return new ReplayRules(asked, Optional.empty(), WEEK);
    }

    /**
     * Members at offsets 1, 2, 3… as {@code status@second}; {@code open} has no end, {@code buried}
     * is a dead letter, {@code conflict} and {@code in_progress} are refusals for the key of
     * another.
     */
    private static List<ReplayRules.Member> group(String text) {
        List<ReplayRules.Member> group = new ArrayList<>();
        for (String word : text.split(" +", -1)) {
            group.add(new ReplayRules.Member(request(group.size() + 1), end(word)));
        }
        return group;
    }

    private static Optional<KnownEnd> end(String word) {
        String[] parts = word.split("@", -1);
        return switch (parts[0]) {
            case "open" -> Optional.empty();
            case "buried" -> Optional.of(new KnownEnd.Buried("undecided"));
            case "conflict", "in_progress" ->
                    Optional.of(
                            Requests.result(
                                    ResultStatus.REFUSED,
                                    "idempotency_" + parts[0],
                                    Long.parseLong(parts[1])));
            default ->
                    Optional.of(
                            Requests.result(
                                    ResultStatus.valueOf(parts[0].toUpperCase(Locale.ROOT)),
                                    Long.parseLong(parts[1])));
        };
    }

    /** Such as {@code replay 3}: what becomes of the group, and the offset that decides. */
    private static String judged(ReplayRules.Judged judged) {
        String word =
                switch (judged.verdict()) {
                    case Verdict.Answered(var by) -> "answered " + by.offset();
                    case Verdict.InProgress(var by) -> "in progress " + by.offset();
                    case Verdict.Left(var status) -> "left " + status.word();
                    case Verdict.Cannot _ -> "cannot";
                    case Verdict.Wanted(var root, _, long spent) ->
                            "replay " + root.offset() + " spent " + spent;
                    case Verdict.Ready _ -> "ready";
                };
        return word + " by " + judged.request().id().offset();
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "answered@5,                     answered 1 by 1",
        "failed@5,                       replay 1 spent 7 by 1",
        "expired@5,                      replay 1 spent 7 by 1",
        "refused@5,                      replay 1 spent 7 by 1",
        "cancelled@5,                    left cancelled by 1",
        "outcome_unknown@5,              left unknown by 1",
        "open,                           in progress 1 by 1",
        "buried,                         cannot by 1",
        // one of them is enough, whichever came first
        "failed@5 answered@9,            answered 2 by 2",
        "answered@5 failed@9,            answered 1 by 1",
        "answered@5 open,                answered 1 by 1",
        "open answered@9,                answered 2 by 2",
        // under way: perhaps it will be answered
        "failed@5 open,                  in progress 2 by 2",
        "open failed@9,                  in progress 1 by 1",
        "open in_progress@3,             in progress 1 by 1",
        "open buried,                    in progress 1 by 1",
        // the latest end decides, not the latest request
        "failed@5 expired@9,             replay 2 spent 14 by 2",
        "expired@9 failed@5,             replay 1 spent 14 by 1",
        "failed@5 cancelled@9,           left cancelled by 2",
        "cancelled@5 failed@9,           replay 2 spent 14 by 2",
        "outcome_unknown@5 failed@9 expired@7, replay 2 spent 21 by 2",
        "buried failed@9,                replay 2 spent 7 by 2",
        // what says only that another has the key decides where nothing else is known
        "failed@5 conflict@9,            replay 1 spent 14 by 1",
        "failed@9 in_progress@5,         replay 1 spent 14 by 1",
        "outcome_unknown@5 conflict@9,   left unknown by 1",
        "conflict@9,                     replay 1 spent 7 by 1",
        "in_progress@5 in_progress@9,    replay 2 spent 14 by 2",
    })
    void whatBecomesOfARequestAndItsRepeats(String group, String expected) {
        assertThat(judged(rules(ReplayStatus.USUAL).judge(group(group), ONE))).isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0} of {1}: {2}")
    @CsvSource({
        "failed,         failed@5,          replay 1 spent 7 by 1",
        "failed,         expired@5,         left expired by 1",
        "expired,        failed@5,          left failed by 1",
        "unknown,        outcome_unknown@5, replay 1 spent 7 by 1",
        "cancelled,      cancelled@5,       replay 1 spent 7 by 1",
        "'failed,expired', refused@5,       left rejected by 1",
        "'',             failed@5,          left failed by 1",
        "failed,         answered@5,        answered 1 by 1",
    })
    void onlyWhatWasAskedForIsReplayed(String statuses, String group, String expected) {
        assertThat(judged(rules(statuses).judge(group(group), ONE))).isEqualTo(expected);
    }

    /** Offset 1 was accepted a second after noon, offset 2 two seconds after. */
    @ParameterizedTest(name = "{1} s after noon a week later, {0}: {2}")
    @CsvSource({
        "failed@5,             1, replay 1 spent 7 by 1",
        "failed@5,             2, cannot by 1",
        "open,                 2, cannot by 1",
        "answered@5,           2, answered 1 by 1",
        "failed@5 expired@9,   2, replay 2 spent 14 by 2",
        "failed@5 expired@9,   3, cannot by 2",
        "failed@5 open,        2, in progress 2 by 2",
        "open failed@9,        2, replay 2 spent 7 by 2",
    })
    void whatIsOlderThanTheRecordsOfKeysIsNotReplayed(String group, long second, String expected) {
        Instant now = NOON.plus(WEEK).plusSeconds(second);

        assertThat(judged(rules(ReplayStatus.USUAL).judge(group(group), now))).isEqualTo(expected);
    }

    @Test
    void aReplayOfAReplayIsLinkedToTheOriginal() {
        ReplayRules.Member failed = new ReplayRules.Member(Requests.replay(9, 1), end("failed@9"));

        assertThat(judged(rules(ReplayStatus.USUAL).judge(List.of(failed), ONE)))
                .isEqualTo("replay 1 spent 7 by 9");
    }

    @ParameterizedTest(name = "of {0}, result of {1}, asked for {2}: {3}")
    @CsvSource({
        "acme, acme,   acme,   true",
        "acme, globex, acme,   true",
        "acme, globex, globex, false",
        "'',   globex, globex, true",
        "'',   globex, acme,   false",
    })
    void theResultSaysWhoseItWasWhereNobodyHasTheKeyAnyMore(
            String owner, String ofResult, String asked, boolean concerned) {
        KnownRequest request =
                Requests.owned(
                        new KnownRequest.Owner(owner, "team"),
                        1,
                        Optional.empty(),
                        Optional.empty());
        KnownEnd end = new KnownEnd.Result(ResultStatus.FAILED, ofResult, "e", 0, NOON);
        ReplayRules rules = new ReplayRules(Set.of(), Optional.of(asked), WEEK);

        assertThat(rules.concern(List.of(new ReplayRules.Member(request, Optional.of(end)))))
                .isEqualTo(concerned);
    }
}
